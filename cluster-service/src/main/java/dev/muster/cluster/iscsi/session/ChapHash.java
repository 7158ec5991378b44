package dev.muster.cluster.iscsi.session;

import dev.muster.cluster.iscsi.codec.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.stream.Stream;

/// The algorithms of CHAP_A, RFC 7143 12.1.3 and IANA's registry.
enum ChapHash {
    MD5("5", "MD5"),
    SHA1("6", "SHA-1"),
    SHA_256("7", "SHA-256"),
    SHA3_256("8", "SHA3-256");

    private final String code;
    private final String algorithm;

    ChapHash(String code, String algorithm) {
        this.code = code;
        this.algorithm = algorithm;
    }

    String code() {
        return code;
    }

    /// The first of the initiator's list, which is in the order of its preference.
    static Optional<ChapHash> choose(String offer) {
        return Stream.of(offer.split(","))
                .flatMap(code -> Stream.of(values()).filter(hash -> hash.code.equals(code)))
                .findFirst();
    }

    /// RFC 1994 4.1: over identifier, secret and challenge.
    Bytes respond(int identifier, String secret, Bytes challenge) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update((byte) identifier);
            digest.update(secret.getBytes(StandardCharsets.UTF_8));
            return Bytes.of(digest.digest(challenge.toArray()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has " + algorithm, impossible);
        }
    }
}
