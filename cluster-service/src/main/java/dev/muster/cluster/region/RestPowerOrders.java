package dev.muster.cluster.region;

import dev.muster.cluster.power.PowerOrders;
import dev.muster.model.power.PowerCommand;
import dev.muster.model.power.PowerOrder;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Asks a region over REST. A region that says no means that the command is not wanted, whatever its reason.
public final class RestPowerOrders implements PowerOrders {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final RegionClient region;
    private final Supplier<Credentials> credentials;

    public RestPowerOrders(RegionClient region, Supplier<Credentials> credentials) {
        this.region = region;
        this.credentials = credentials;
    }

    @Override
    public Optional<PowerOrder> fetch(PowerCommand command) throws IOException, InterruptedException {
        try {
            return region.get("/cluster/v1/power-commands/" + command.id(), credentials.get(), LIMIT, PowerOrder.class);
        } catch (RegionRefused e) {
            if (e.status() >= 500) {
                throw new IOException("the region cannot say at the moment: " + e.status(), e);
            }
            return Optional.empty();
        }
    }
}
