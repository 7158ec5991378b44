package dev.muster.region.account;

import dev.muster.region.secrets.Tokens;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// Passwords that people think of: stored as PBKDF2-HMAC-SHA-512 (RFC 8018 5.2), salted, slow on purpose.
final class Passwords {
    private static final String ALGORITHM = "PBKDF2WithHmacSHA512";
    private static final int ITERATIONS = 210_000;
    private static final int BITS = 256;
    private static final int SALT_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    /// What an unknown user's password is held against, so that the time tells nobody whether the user exists.
    private static final String NOBODY = hash(Tokens.random(32));

    private Passwords() {}

    /// `iterations:salt:key`, the last two in base64.
    static String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return ITERATIONS + ":" + base64(salt) + ":" + base64(derive(password, salt, ITERATIONS));
    }

    /// @param stored empty for a user that is not there or has no password
    static boolean matches(String password, Optional<String> stored) {
        return matches(password, stored.orElse(NOBODY)) && stored.isPresent();
    }

    private static boolean matches(String password, String stored) {
        String[] parts = stored.split(":", -1);
        byte[] salt = Base64.getDecoder().decode(parts[1]);
        byte[] key = Base64.getDecoder().decode(parts[2]);
        return MessageDigest.isEqual(derive(password, salt, Integer.parseInt(parts[0])), key);
    }

    private static byte[] derive(String password, byte[] salt, int iterations) {
        try {
            var spec = new PBEKeySpec(password.toCharArray(), salt, iterations, BITS);
            return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
