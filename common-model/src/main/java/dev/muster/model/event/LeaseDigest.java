package dev.muster.model.event;

import dev.muster.model.node.MacAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a table of leases amounts to, so that cluster and region find out where theirs differ without sending them: for
/// each bucket of leases that have not ended how many there are, and the exclusive or of their hashes
/// (`GET /MAAS/cluster/v1/leases/digest`).
///
/// The hash of a lease is MD5 of `<address> <mac>`: the first ten bits are its bucket, the 64 bits behind the first
/// twelve go into the bucket's hash. The region's database makes the same of its rows. The end of a lease is left out:
/// it moves with each renewal, and what ended too early or too late differs by being there or not.
///
/// @param buckets those that hold something, by number
public record LeaseDigest(List<Bucket> buckets) {
    public static final int BUCKETS = 1024;

    private static final Bucket NO_LEASES = new Bucket(0, 0, 0);

    public LeaseDigest {
        buckets = List.copyOf(buckets);
    }

    /// @param number from 0
    /// @param leases how many there are
    public record Bucket(int number, int leases, long hash) {
        private boolean isSame(Bucket other) {
            return leases == other.leases && hash == other.hash;
        }
    }

    /// The numbers of the buckets that are not the same in both.
    public List<Integer> differing(LeaseDigest other) {
        var ours = buckets.stream().collect(Collectors.toMap(Bucket::number, bucket -> bucket));
        var theirs = other.buckets.stream().collect(Collectors.toMap(Bucket::number, bucket -> bucket));
        return IntStream.range(0, BUCKETS)
                .filter(number -> !ours.getOrDefault(number, NO_LEASES).isSame(theirs.getOrDefault(number, NO_LEASES)))
                .boxed()
                .toList();
    }

    /// Takes leases one by one; its size does not grow with them. Used by one thread.
    public static final class Sum {
        private final MessageDigest md5 = md5();
        private final int[] leases = new int[BUCKETS];
        private final long[] hashes = new long[BUCKETS];

        /// @param address as in [LeaseRecord]
        public void add(MacAddress mac, String address) {
            ByteBuffer hash = hash(mac, address);
            int bucket = bucket(hash);
            leases[bucket]++;
            hashes[bucket] ^= (hash.getLong(1) << 4) | ((hash.get(9) & 0xff) >>> 4);
        }

        /// The bucket that a lease belongs to.
        public int bucketOf(MacAddress mac, String address) {
            return bucket(hash(mac, address));
        }

        private ByteBuffer hash(MacAddress mac, String address) {
            return ByteBuffer.wrap(md5.digest((address + " " + mac.value()).getBytes(StandardCharsets.US_ASCII)));
        }

        private static int bucket(ByteBuffer hash) {
            return (hash.getShort(0) & 0xffff) >>> 6;
        }

        private static MessageDigest md5() {
            try {
                return MessageDigest.getInstance("MD5");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has MD5", e);
            }
        }

        public LeaseDigest digest() {
            return new LeaseDigest(IntStream.range(0, BUCKETS)
                    .filter(number -> leases[number] > 0)
                    .mapToObj(number -> new Bucket(number, leases[number], hashes[number]))
                    .toList());
        }
    }
}
