package dev.muster.cluster.tftp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.tftp.codec.MalformedTftpPacket.Reason;
import dev.muster.cluster.tftp.codec.TftpPacket.ReadRequest;
import dev.muster.cluster.tftp.policy.Terms;
import dev.muster.cluster.tftp.policy.TftpPath;
import dev.muster.cluster.tftp.policy.UnsafePath;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A million generated and mutated datagrams: each is read or refused by the checked error, a request that is read has
/// a path that stays inside and terms within the limits, and what was read is written as something that reads the same.
class TftpFuzzTest {
    private static final int ROUNDS = 1_000_000;
    private static final List<String> SEEDS = List.of(
            "\0\1pxelinux.cfg/default\0octet\0tsize\0000\0blksize\0001408\0",
            "\0\1/grub/x86_64-efi/../command.lst\0octet\0blksize\0001024\0tsize\0000\0",
            "\0\1grubx64.efi\0octet\0blksize\0001468\0windowsize\0004\0timeout\0006\0",
            "\0\1a\0netascii\0",
            "\0\2up\0octet\0",
            "\0\3\1\2xyz",
            "\0\4\0\7",
            "\0\5\0\10User aborted the transfer\0",
            "\0\6windowsize\0004\0blksize\0001468\0");
    private static final byte[] SPICE = "\0\0\1\2\3\4\5\6\7/\\.0199 \u00ff".getBytes(StandardCharsets.ISO_8859_1);

    private final Random random = new Random(1350);
    private final EnumSet<Reason> reasons = EnumSet.noneOf(Reason.class);

    @Test
    @Timeout(15)
    void anyDatagramIsReadOrRefused() {
        for (int i = 0; i < ROUNDS; i++) {
            byte[] octets = i % 8 == 0 ? generated() : mutated();
            try {
                check(octets);
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError("octets " + HexFormat.of().formatHex(octets), broken);
            }
        }
        assertThat(reasons).isEqualTo(EnumSet.allOf(Reason.class));
    }

    private void check(byte[] octets) {
        TftpPacket packet;
        try {
            packet = TftpCodec.decode(ByteBuffer.wrap(octets));
        } catch (MalformedTftpPacket malformed) {
            reasons.add(malformed.reason());
            return;
        }
        if (packet instanceof ReadRequest read) {
            var terms = Terms.negotiate(read.options(), OptionalLong.of(1000), 1428);
            boolean legal = terms.blockSize() >= 8 && terms.blockSize() <= 1428 && terms.window() >= 1;
            if (!legal || !staysInside(read.file())) {
                throw new AssertionError(terms + " " + read);
            }
        }
        byte[] written = TftpCodec.encode(packet);
        try {
            if (written.length >= 4
                    && !TftpCodec.decode(ByteBuffer.wrap(written)).equals(packet)) {
                throw new AssertionError("not the same again");
            }
        } catch (MalformedTftpPacket malformed) {
            throw new AssertionError("not read again", malformed);
        }
    }

    private static boolean staysInside(String file) {
        try {
            String path = TftpPath.clean(file);
            return !path.startsWith("/") && !("/" + path + "/").contains("/../");
        } catch (UnsafePath refused) {
            return true;
        }
    }

    private byte[] generated() {
        var octets = new byte[random.nextInt(300)];
        random.nextBytes(octets);
        if (octets.length > 1) {
            octets[0] = 0;
            octets[1] = (byte) random.nextInt(8);
        }
        for (int i = 2; i < octets.length && random.nextBoolean(); i++) {
            octets[random.nextInt(2, octets.length)] = 0;
        }
        if (octets.length > 200) {
            // an opcode, a name, a mode, and options that do not end
            byte[] start = "\0\1a\0octet\0".getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(start, 0, octets, 0, start.length);
            for (int i = start.length; i < octets.length; i++) {
                octets[i] = (byte) (i % 4 < 2 ? 'a' + random.nextInt(26) : i % 4 == 2 ? 'x' : 0);
            }
        }
        return octets;
    }

    private byte[] mutated() {
        byte[] octets = SEEDS.get(random.nextInt(SEEDS.size())).getBytes(StandardCharsets.ISO_8859_1);
        for (int flips = random.nextInt(4); flips >= 0; flips--) {
            octets[random.nextInt(octets.length)] =
                    random.nextBoolean() ? SPICE[random.nextInt(SPICE.length)] : (byte) random.nextInt();
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(octets, random.nextInt(octets.length + 1)) : octets;
    }
}
