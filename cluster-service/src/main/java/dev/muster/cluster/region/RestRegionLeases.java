package dev.muster.cluster.region;

import dev.muster.cluster.region.lane.RegionLeases;
import dev.muster.model.event.LeaseDigest;
import dev.muster.model.event.LeasedAddresses;
import dev.muster.model.event.LeasedAddresses.Leased;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Asks a region over REST.
final class RestRegionLeases implements RegionLeases {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String PATH = "/cluster/v1/leases";

    private final RegionClient region;
    private final Supplier<Credentials> credentials;

    RestRegionLeases(RegionClient region, Supplier<Credentials> credentials) {
        this.region = region;
        this.credentials = credentials;
    }

    @Override
    public LeaseDigest digest() throws IOException, InterruptedException {
        return get(PATH + "/digest", LeaseDigest.class);
    }

    @Override
    public List<Leased> in(List<Integer> buckets) throws IOException, InterruptedException {
        String numbers = buckets.stream().map(String::valueOf).collect(Collectors.joining(","));
        return get(PATH + "?buckets=" + numbers, LeasedAddresses.class).leases();
    }

    private <T> T get(String path, Class<T> type) throws IOException, InterruptedException {
        try {
            return region.get(path, credentials.get(), LIMIT, type)
                    .orElseThrow(() -> new IOException("the region answers " + path + " with nothing"));
        } catch (RegionRefused e) {
            throw new IOException("the region refuses " + path + ": " + e.getMessage(), e);
        }
    }
}
