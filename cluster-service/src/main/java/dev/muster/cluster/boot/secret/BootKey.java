package dev.muster.cluster.boot.secret;

import dev.muster.model.file.AtomicFile;
import dev.muster.model.file.AtomicFile.Access;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The key of this cluster that secrets of boots are made of: 32 octets in hexadecimal, in a file that only its owner
/// can read. Shows none of it.
final class BootKey {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int OCTETS = 32;
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final SecretKeySpec key;

    private BootKey(byte[] octets) {
        this.key = new SecretKeySpec(octets, ALGORITHM);
    }

    /// Reads the key; a cluster that has none yet makes one.
    ///
    /// @throws IOException naming the file if it holds no key or others may read it
    static BootKey read(Path file) throws IOException {
        if (!Files.exists(file)) {
            make(file);
        }
        if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IOException(file + " holds a key: chmod 600 it");
        }
        try {
            byte[] octets = HexFormat.of().parseHex(Files.readString(file).strip());
            if (octets.length == OCTETS) {
                return new BootKey(octets);
            }
        } catch (IllegalArgumentException noHex) {
            // told below, without what is in the file
        }
        throw new IOException(file + " is no key of 32 octets; without it machines that run from iSCSI lose their disk"
                + " when they log in again, and a new one is made");
    }

    private static void make(Path file) throws IOException {
        byte[] octets = new byte[OCTETS];
        new SecureRandom().nextBytes(octets);
        String line = HexFormat.of().formatHex(octets) + "\n";
        AtomicFile.write(file, line.getBytes(StandardCharsets.US_ASCII), Access.OWNER_ONLY);
    }

    byte[] sign(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        }
    }
}
