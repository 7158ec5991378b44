package dev.muster.model.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.node.MacAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeaseDigestTest {
    private static final MacAddress ONE = MacAddress.of("52:54:00:00:00:01");
    private static final MacAddress OTHER = MacAddress.of("52:54:00:00:00:02");

    /// By `printf '10.0.0.1 52:54:00:00:00:01' | md5sum`: 2b73d61238311bf4f70d…: `2b7 >> 2`, and what follows `2b7`.
    @Test
    void theHashIsThatOfTheContract() {
        var sum = new LeaseDigest.Sum();
        sum.add(ONE, "10.0.0.1");

        assertThat(sum.digest().buckets()).containsExactly(new LeaseDigest.Bucket(0x2b7 >> 2, 1, 0x3d61238311bf4f70L));
    }

    @Test
    void theOrderDoesNotMatter() {
        assertThat(of(0, 1, 2, 3, 4, 5)).isEqualTo(of(5, 3, 1, 0, 2, 4));
    }

    @Test
    void theSameLeasesDifferNowhere() {
        assertThat(of(0, 1, 2).differing(of(2, 1, 0))).isEmpty();
    }

    @Test
    void oneThatIsMissingOrAnothersIsInADifferingBucket() {
        var sum = new LeaseDigest.Sum();
        int bucket = sum.bucketOf(ONE, "10.0.0.1");
        sum.add(ONE, "10.0.0.1");
        var none = new LeaseDigest(List.of());
        var anothers = new LeaseDigest.Sum();
        anothers.add(OTHER, "10.0.0.1");

        assertThat(sum.digest().differing(none)).containsExactly(bucket);
        assertThat(none.differing(sum.digest())).containsExactly(bucket);
        assertThat(sum.digest().differing(anothers.digest())).contains(bucket, sum.bucketOf(OTHER, "10.0.0.1"));
    }

    /// Two that cancel each other out must not pass for none: the count tells them apart.
    @Test
    void aLeaseThatCountsTwiceIsNotLikeNone() {
        assertThat(of(1, 1).differing(new LeaseDigest(List.of()))).hasSize(1);
    }

    @Test
    void leasesSpreadOverAllBuckets() {
        var sum = new LeaseDigest.Sum();
        IntStream.range(0, 100_000).forEach(number -> sum.add(ONE, address(number)));

        assertThat(sum.digest().buckets()).hasSize(LeaseDigest.BUCKETS).allMatch(bucket -> bucket.leases() < 200);
    }

    private static LeaseDigest of(int... numbers) {
        var sum = new LeaseDigest.Sum();
        IntStream.of(numbers).forEach(number -> sum.add(ONE, address(number)));
        return sum.digest();
    }

    private static String address(int number) {
        return "10." + (number >> 16) + "." + (number >> 8 & 255) + "." + (number & 255);
    }
}
