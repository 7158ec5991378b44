package dev.muster.cluster.power.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.power.PowerDesk;
import dev.muster.cluster.power.PowerLimits;
import dev.muster.model.power.PowerAction;
import dev.muster.model.power.PowerCommand;
import dev.muster.model.power.PowerOrder;
import dev.muster.model.power.PowerResult;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Whole commands with the real drivers, as the region would give them.
final class TestDesk implements AutoCloseable {
    private final BlockingQueue<PowerResult> results = new LinkedBlockingQueue<>();
    private final String type;
    private final PowerDesk desk;
    private volatile Map<String, String> parameters = Map.of();

    /// @param limit for an action, and for a look
    TestDesk(String type, Duration limit) {
        this.type = type;
        this.desk = new PowerDesk(
                PowerDrivers.of(mac -> Optional.empty(), List::of),
                command -> Optional.of(new PowerOrder(command, Duration.ofMinutes(1), parameters, List.of(), false)),
                results::add,
                new PowerLimits(limit, limit, List.of(Duration.ofMillis(100), Duration.ofMillis(400)), 4, 4),
                Clock.systemUTC());
    }

    /// @param reached the power parameters of the machine from now on
    TestDesk at(Map<String, String> reached) {
        parameters = Map.copyOf(reached);
        return this;
    }

    PowerResult run(PowerAction action) throws InterruptedException {
        desk.take(new PowerCommand(UUID.randomUUID(), UUID.randomUUID(), "node-1", action, type));
        PowerResult result = results.poll(60, TimeUnit.SECONDS);
        assertThat(result).as("a result").isNotNull();
        return result;
    }

    @Override
    public void close() {
        desk.close();
    }
}
