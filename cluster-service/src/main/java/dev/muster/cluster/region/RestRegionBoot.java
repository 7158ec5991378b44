package dev.muster.cluster.region;

import dev.muster.cluster.boot.BootQuery;
import dev.muster.cluster.boot.RegionBoot;
import dev.muster.cluster.boot.RegionUnavailable;
import dev.muster.model.boot.BootAnswer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Asks a region's pxeconfig over REST, as MAAS's pserv spells the query.
public final class RestRegionBoot implements RegionBoot {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final RegionClient region;
    private final Supplier<Credentials> credentials;

    public RestRegionBoot(RegionClient region, Supplier<Credentials> credentials) {
        this.region = region;
        this.credentials = credentials;
    }

    @Override
    public Optional<BootAnswer> pxeconfig(BootQuery query) throws RegionUnavailable {
        String parameters = query.parameters().entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        try {
            return region.get("/api/1.0/pxeconfig/?" + parameters, credentials.get(), LIMIT, BootAnswer.class);
        } catch (IOException | RegionRefused e) {
            throw new RegionUnavailable("pxeconfig: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegionUnavailable("interrupted", e);
        }
    }
}
