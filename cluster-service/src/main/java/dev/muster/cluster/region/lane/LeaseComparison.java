package dev.muster.cluster.region.lane;

import dev.muster.model.event.LeaseDigest;
import dev.muster.model.event.LeasedAddresses.Leased;
import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/// Compares the region's leases with ours, and has the region hear anew of those that differ: the first time as soon as
/// a region answers after the start, then again and again. It finds whatever was lost on the way: by a restart, by the
/// lane's bound, by Kafka, or by a region that was restored from a backup.
///
/// The region is only read; what it has to know goes through the lane as always, so that nothing old can overtake what
/// is newer. A lease that is on its way while the two are compared is told twice, which does no harm.
final class LeaseComparison implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(LeaseComparison.class);

    /// Leases that are compared one by one at a time: some hundred kilobytes on both sides.
    static final int MOST_AT_ONCE = 4096;

    /// Their numbers stand in an URL.
    static final int MOST_BUCKETS = 512;

    private final LeaseTable table;
    private final RegionLeases region;
    private final LeaseLane lane;
    private final Pace pace;
    private final AtomicLong differences = new AtomicLong();
    private final LaneThread worker;
    private boolean due = true;
    private long waited;
    private boolean failing;

    /// @param every between two comparisons
    /// @param check how often it is checked whether one is due sooner; also the pause after one that failed
    record Pace(Duration every, Duration check) {
        static Pace every(Duration period) {
            return new Pace(period, Duration.ofSeconds(5).compareTo(period) < 0 ? Duration.ofSeconds(5) : period);
        }
    }

    LeaseComparison(LeaseTable table, RegionLeases region, LeaseLane lane, Pace pace) {
        this.table = table;
        this.region = region;
        this.lane = lane;
        this.pace = pace;
        this.worker = new LaneThread("lease-comparison", this::round, pace.check());
    }

    void start() {
        worker.start();
    }

    /// Leases that the region was told anew, since start.
    long differences() {
        return differences.get();
    }

    private void round() throws InterruptedException {
        boolean passedOver = lane.takeIncomplete();
        due = due || passedOver || waited >= pace.every().toNanos();
        // what still waits in the lane would differ, and is on its way
        if (due && lane.keepsUp()) {
            try {
                compare();
                due = false;
                waited = 0;
                failing = false;
            } catch (IOException e) {
                if (!failing) {
                    LOG.warnf("leases are not compared with the region's: %s", e.getMessage());
                }
                failing = true;
            }
        }
        Thread.sleep(pace.check());
        waited += pace.check().toNanos();
    }

    private void compare() throws IOException, InterruptedException {
        var sum = new LeaseDigest.Sum();
        table.forEach(lease -> sum.add(lease.mac(), lease.address()));
        LeaseDigest ours = sum.digest();
        LeaseDigest theirs = region.digest();
        List<Integer> differing = ours.differing(theirs);
        long before = differences.get();
        for (List<Integer> some : portions(differing, ours, theirs)) {
            compare(some);
        }
        if (differences.get() > before) {
            LOG.infof("the region is told anew of %d leases", differences.get() - before);
        }
    }

    /// Buckets that hold not too much together, but one at least.
    private static List<List<Integer>> portions(List<Integer> buckets, LeaseDigest ours, LeaseDigest theirs) {
        var sizes = new HashMap<Integer, Integer>();
        for (LeaseDigest side : List.of(ours, theirs)) {
            side.buckets().forEach(bucket -> sizes.merge(bucket.number(), bucket.leases(), Math::max));
        }
        var portions = new ArrayList<List<Integer>>();
        int left = 0;
        for (int bucket : buckets) {
            int size = sizes.getOrDefault(bucket, 0);
            if (portions.isEmpty() || size > left || portions.getLast().size() == MOST_BUCKETS) {
                portions.add(new ArrayList<>());
                left = MOST_AT_ONCE;
            }
            portions.getLast().add(bucket);
            left -= size;
        }
        return portions;
    }

    private void compare(List<Integer> buckets) throws IOException, InterruptedException {
        var wanted = new HashSet<>(buckets);
        var sum = new LeaseDigest.Sum();
        Map<String, MacAddress> ours = new HashMap<>();
        table.forEach(lease -> {
            if (wanted.contains(sum.bucketOf(lease.mac(), lease.address()))) {
                ours.put(lease.address(), lease.mac());
            }
        });
        for (Leased lease : region.in(buckets)) {
            if (!lease.mac().equals(ours.remove(lease.address()))) {
                tell(lease.address());
            }
        }
        for (String address : ours.keySet()) {
            tell(address);
        }
    }

    private void tell(String address) throws InterruptedException {
        differences.incrementAndGet();
        while (!lane.offer(address)) {
            // the lane is full: Kafka takes its time
            Thread.sleep(pace.check());
        }
    }

    @Override
    public void close() {
        worker.close();
    }
}
