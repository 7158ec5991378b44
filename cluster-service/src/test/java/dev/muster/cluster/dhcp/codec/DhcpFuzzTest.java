package dev.muster.cluster.dhcp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.wire.Octets;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// A million packets, made up and spoilt; only [MalformedDhcpPacket] may come out of the decoder.
class DhcpFuzzTest {
    private static final int PACKETS = 1_000_000;
    private static final int HEADER = 240;
    private static final int LARGEST = 600;
    private static final List<byte[]> SAMPLES = List.of(
            SamplePackets.ipxeRom(),
            SamplePackets.edk2(),
            SamplePackets.udhcpc(),
            SamplePackets.dhclientRequest(),
            SamplePackets.relayed());
    /// Those whose values have an inner form, and those that decide something.
    private static final int[] CODES = {52, 53, 50, 54, 43, 55, 57, 61, 81, 82, 93, 94, 97, 114, 118, 119, 121, 125, 175
    };

    private final SplittableRandom random = new SplittableRandom(20_260_101);
    private final byte[] noise = new byte[1 << 16];
    private final ByteBuffer out = ByteBuffer.allocate(3000);
    private final Map<MalformedDhcpPacket.Reason, Integer> reasons = new EnumMap<>(MalformedDhcpPacket.Reason.class);
    private int whole;

    @Test
    void nothingButMalformedPacketsEscapesTheDecoder() {
        random.nextBytes(noise);
        for (int i = 0; i < PACKETS; i++) {
            var bytes = i % 2 == 0 ? mutated(SAMPLES.get(i / 2 % SAMPLES.size())) : generated();
            try {
                var packet = DhcpPacket.decode(ByteBuffer.wrap(bytes));
                readAll(packet);
                if (++whole % 8 == 0) {
                    writeAndRead(packet);
                }
            } catch (MalformedDhcpPacket e) {
                reasons.merge(e.reason(), 1, Integer::sum);
            } catch (RuntimeException e) {
                throw new AssertionError("packet " + i + ": " + Octets.of(bytes), e);
            }
        }
        assertThat(whole).isGreaterThan(PACKETS / 4);
        assertThat(reasons).containsOnlyKeys(MalformedDhcpPacket.Reason.values());
    }

    private byte[] mutated(byte[] sample) {
        var bytes = sample.clone();
        int changes = 1 + random.nextInt(8);
        for (int change = 0; change < changes; change++) {
            // most of the header is only numbers
            int from = random.nextInt(4) == 0 ? 0 : HEADER - 4;
            bytes[from + random.nextInt(bytes.length - from)] = (byte) random.nextInt();
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    /// A good header, then options of any length in each of the three fields.
    private byte[] generated() {
        var bytes = Arrays.copyOf(SAMPLES.getFirst(), HEADER + random.nextInt(LARGEST));
        fill(bytes, 44, 108);
        fill(bytes, 108, 236);
        fill(bytes, HEADER, bytes.length);
        return bytes;
    }

    private void fill(byte[] bytes, int from, int to) {
        int at = from;
        while (at + 2 < to && random.nextInt(30) != 0) {
            int length = random.nextInt(4) == 0 ? random.nextInt(256) : random.nextInt(8);
            int code = random.nextInt(3) == 0 ? random.nextInt(256) : CODES[random.nextInt(CODES.length)];
            bytes[at++] = (byte) code;
            bytes[at++] = (byte) (code == 53 || code == 52 ? 1 : length);
            if (code == 53 || code == 52) {
                bytes[at++] = (byte) (1 + random.nextInt(code == 52 ? 3 : 8));
            }
            int end = code == 53 || code == 52 ? at : Math.min(to, at + length);
            System.arraycopy(noise, random.nextInt(noise.length - 256), bytes, at, Math.max(0, end - at));
            at = Math.max(at, end);
        }
        if (at < to) {
            bytes[at] = (byte) 255;
        }
    }

    private static void readAll(DhcpPacket packet) {
        packet.mac();
        packet.clientArchs();
        packet.vendorClass();
        packet.userClass();
        packet.maxMessageSize();
        packet.leaseTime();
        packet.hostName();
        packet.subnetSelection();
        packet.relayAgent();
        packet.vendorSpecific();
        packet.fqdn().ifPresent(ClientFqdn::declined);
        packet.options().get(OptionCode.ETHERBOOT).ifPresent(SubOptions::of);
    }

    private void writeAndRead(DhcpPacket packet) throws MalformedDhcpPacket {
        int maxBytes = 300 + random.nextInt(1200);
        packet.encode(out.clear(), maxBytes);
        assertThat(out.position()).isLessThanOrEqualTo(maxBytes);
        DhcpPacket.decode(out.flip());
        packet.encode(out.clear(), 2900);
        if (packet.file().length() < 128 && packet.sname().length() < 64) {
            assertThat(DhcpPacket.decode(out.flip())).isEqualTo(packet);
        }
    }
}
