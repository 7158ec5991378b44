package dev.muster.cluster.region.lane;

import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.region.lane.LeaseComparison.Pace;
import dev.muster.model.event.LeaseDigest;
import dev.muster.model.event.LeasedAddresses.Leased;
import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LeaseComparisonTest {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final Instant LATER = Instant.parse("2036-11-28T12:00:00Z");

    private final MutableLeases table = new MutableLeases();
    private final FakeRegion region = new FakeRegion();
    private final LeaseLane lane = new LeaseLane(
            new LeaseLane.Origin(UUID.randomUUID(), Instant::now),
            lease -> lease.mac().value(),
            1 << 20,
            region,
            LOOK);

    /// Knows what the lane brings, as the region's consumer does.
    private static final class FakeRegion implements RegionLeases, Delivery {
        private final Map<String, MacAddress> leases = new ConcurrentHashMap<>();
        private final AtomicInteger comparisons = new AtomicInteger();
        private final AtomicInteger mostAtOnce = new AtomicInteger();
        private final AtomicInteger mostBuckets = new AtomicInteger();
        private volatile boolean answers = true;

        @Override
        public LeaseDigest digest() throws IOException {
            if (!answers) {
                throw new IOException("no region answers");
            }
            var sum = new LeaseDigest.Sum();
            leases.forEach((address, mac) -> sum.add(mac, address));
            comparisons.incrementAndGet();
            return sum.digest();
        }

        @Override
        public List<Leased> in(List<Integer> buckets) {
            mostBuckets.accumulateAndGet(buckets.size(), Math::max);
            var wanted = new HashSet<>(buckets);
            var sum = new LeaseDigest.Sum();
            var found = leases.entrySet().stream()
                    .map(lease -> new Leased(lease.getKey(), lease.getValue()))
                    .filter(lease -> wanted.contains(sum.bucketOf(lease.mac(), lease.address())))
                    .toList();
            mostAtOnce.accumulateAndGet(found.size(), Math::max);
            return found;
        }

        @Override
        public boolean deliver(List<Outgoing> records) {
            for (var record : records) {
                String address = record.key().substring(record.key().indexOf('/') + 1);
                if (record.value() == null) {
                    leases.remove(address);
                } else {
                    leases.put(address, MacAddress.of(record.value()));
                }
            }
            return true;
        }

        @Override
        public long refused() {
            return 0;
        }

        @Override
        public void close() {}
    }

    @AfterEach
    void close() {
        lane.close();
    }

    @Test
    void aRegionThatKnowsNothingIsToldAll() {
        hold(10_000);
        try (var comparison = started(NEVER)) {
            await("the region knows all").until(() -> region.leases.size() == 10_000);
            assertThat(comparison.differences()).isEqualTo(10_000);
        }
    }

    /// Restored from a backup: some are missing, some are another's, some are over.
    @Test
    void whatDiffersIsToldAndNothingElse() {
        hold(3000);
        table.forEach(lease -> region.leases.put(lease.address(), lease.mac()));
        region.leases.remove(address(7));
        region.leases.put(address(8), mac(99));
        region.leases.put("10.9.9.9", mac(5));
        region.leases.put("fd00::9", mac(6));
        try (var comparison = started(NEVER)) {
            await("the region knows what is so").until(this::same);
            assertThat(comparison.differences()).isBetween(4L, 5L);
        }
    }

    @Test
    void aLargeRegionIsReadInPortions() {
        for (int number = 0; number < 20_000; number++) {
            region.leases.put(address(number), mac(number));
        }
        try (var _ = started(NEVER)) {
            await("the region knows that all are over").until(() -> region.leases.isEmpty());
        }
        assertThat(region.mostAtOnce.get()).isBetween(1, LeaseComparison.MOST_AT_ONCE);
    }

    /// An URL of all the numbers would be refused.
    @Test
    void manyBucketsOfFewLeasesAreAskedForInPortions() {
        hold(2000);
        try (var _ = started(NEVER)) {
            await("the region knows all").until(this::same);
        }
        assertThat(region.mostBuckets.get()).isBetween(1, LeaseComparison.MOST_BUCKETS);
    }

    @Test
    void itIsTriedUntilTheRegionAnswers() {
        region.answers = false;
        hold(5);
        try (var _ = started(NEVER)) {
            assertThat(region.leases).isEmpty();
            region.answers = true;
            await("the region knows all").until(this::same);
        }
    }

    @Test
    void itIsDoneAgainWhenItsTimeHasCome() {
        hold(5);
        try (var _ = started(LOOK.multipliedBy(3))) {
            await("the region knows all").until(this::same);
            region.leases.remove(address(3));
            await("the region knows all again").until(this::same);
        }
    }

    @Test
    void aLaneThatWasFullIsComparedAtOnce() {
        try (var _ = started(NEVER)) {
            await("compared once").until(() -> region.comparisons.get() == 1);
            hold(20_000);
            table.forEach(lease -> lane.changed(lease.address()));
            await("the region knows all").until(this::same);
        }
    }

    private boolean same() {
        var ours = new ConcurrentHashMap<String, MacAddress>();
        table.forEach(lease -> ours.put(lease.address(), lease.mac()));
        return region.leases.equals(ours);
    }

    private LeaseComparison started(Duration every) {
        lane.start(table);
        var comparison = new LeaseComparison(table, region, lane, new Pace(every, LOOK));
        comparison.start();
        return comparison;
    }

    private void hold(int count) {
        for (int number = 0; number < count; number++) {
            table.put(mac(number), address(number), LATER);
        }
    }

    private static String address(int number) {
        return "10.0." + number / 256 + "." + number % 256;
    }

    private static MacAddress mac(int number) {
        return MacAddress.of("52:54:00:00:%02x:%02x".formatted(number / 256, number % 256));
    }
}
