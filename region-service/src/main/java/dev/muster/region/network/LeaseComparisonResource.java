package dev.muster.region.network;

import dev.muster.model.event.LeaseDigest;
import dev.muster.model.event.LeasedAddresses;
import dev.muster.region.auth.CallingCluster;
import dev.muster.region.refusal.RefusedException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where a cluster finds out which of its leases the region has: first what they amount to, bucket by bucket, then
/// those of the buckets that are not as the cluster's. It tells the region of what differs over Kafka, as of any
/// lease.
@Path("/MAAS/cluster/v1/leases")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class LeaseComparisonResource {
    /// Leases of one answer: a cluster asks for less, unless it has ten million.
    static final int MOST = 16_384;

    private static final Pattern NUMBERS = Pattern.compile("\\d{1,4}(,\\d{1,4}){0,1023}");

    private final Leases leases;
    private final CallingCluster caller;

    LeaseComparisonResource(Leases leases, CallingCluster caller) {
        this.leases = leases;
        this.caller = caller;
    }

    @GET
    @Path("/digest")
    @Transactional
    public LeaseDigest digest() {
        return leases.digest(cluster());
    }

    /// @param buckets numbers with commas between them
    @GET
    @Transactional
    public LeasedAddresses some(@QueryParam("buckets") @Nullable String buckets) {
        UUID cluster = cluster();
        if (buckets == null || !NUMBERS.matcher(buckets).matches()) {
            throw RefusedException.field("buckets", "Numbers of buckets, with commas between them.");
        }
        List<Integer> numbers =
                Stream.of(buckets.split(",")).map(Integer::valueOf).toList();
        var found = leases.inBuckets(cluster, numbers, MOST + 1);
        if (found.size() > MOST) {
            throw RefusedException.field("buckets", "They hold more than " + MOST + " leases; ask for fewer.");
        }
        return new LeasedAddresses(found);
    }

    private UUID cluster() {
        return caller.uuid()
                .orElseThrow(() ->
                        RefusedException.unauthenticated("Only clusters compare their leases with the region's."));
    }
}
