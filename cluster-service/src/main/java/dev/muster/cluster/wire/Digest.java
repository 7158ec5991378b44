package dev.muster.cluster.wire;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// What stands for octets of any length where they only have to be told apart: the first 128 bits of their SHA-256.
public record Digest(long high, long low) {
    /// Of nothing at all, where there could be something.
    public static final Digest NONE = new Digest(0, 0);

    public static Digest of(Octets octets) {
        try {
            var hash = Octets.of(MessageDigest.getInstance("SHA-256").digest(octets.toBytes()));
            return new Digest(hash.int64At(0), hash.int64At(8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
