package dev.muster.cluster.region;

import dev.muster.cluster.boot.BootQuery;
import dev.muster.cluster.boot.RegionBoot;
import dev.muster.cluster.boot.RegionUnavailable;
import dev.muster.model.boot.BootAnswer;
import dev.muster.model.cluster.AttestedCaller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Asks a region's pxeconfig over REST, as MAAS's pserv spells the query, and says which machine is seen to ask.
public final class RestRegionBoot implements RegionBoot {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final RegionClient region;
    private final Supplier<Credentials> credentials;
    private final Function<InetAddress, AttestedCaller> attestation;

    /// @param attestation what this cluster vouches for of who has an address
    public RestRegionBoot(
            RegionClient region, Supplier<Credentials> credentials, Function<InetAddress, AttestedCaller> attestation) {
        this.region = region;
        this.credentials = credentials;
        this.attestation = attestation;
    }

    @Override
    public Optional<BootAnswer> pxeconfig(BootQuery query) throws RegionUnavailable {
        String parameters = query.parameters().entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        try {
            var asking = attestation.apply(query.remote()).headers();
            return region.get("/api/1.0/pxeconfig/?" + parameters, credentials.get(), asking, LIMIT, BootAnswer.class);
        } catch (IOException | RegionRefused e) {
            throw new RegionUnavailable("pxeconfig: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegionUnavailable("interrupted", e);
        }
    }
}
