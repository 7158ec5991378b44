package dev.muster.cluster.dhcp6.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.wire.Octets;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// A million packets, made up and spoilt; only [MalformedDhcp6Packet] may come out of the decoder.
class Dhcp6FuzzTest {
    private static final int PACKETS = 1_000_000;
    private static final int LARGEST = 400;
    private static final List<byte[]> SAMPLES = List.of(
            SamplePackets.bytes(SamplePackets.SOLICIT),
            SamplePackets.bytes(SamplePackets.HTTP_BOOT),
            SamplePackets.bytes(SamplePackets.IPXE),
            SamplePackets.bytes(SamplePackets.RELAYED));
    /// Those whose values have an inner form, and those that decide something.
    private static final int[] CODES = {1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 14, 15, 16, 17, 18, 25, 59, 60, 61, 62, 79};
    private static final int RELAY_HEADER = 34;

    private final SplittableRandom random = new SplittableRandom(20_260_101);
    private final byte[] noise = new byte[1 << 16];
    private final Map<MalformedDhcp6Packet.Reason, Integer> reasons = new EnumMap<>(MalformedDhcp6Packet.Reason.class);
    private int whole;

    @Test
    void nothingButMalformedPacketsEscapesTheDecoder() {
        random.nextBytes(noise);
        for (int i = 0; i < PACKETS; i++) {
            var bytes = i % 2 == 0 ? mutated(SAMPLES.get(i / 2 % SAMPLES.size())) : generated();
            try {
                var packet = Dhcp6Packet.decode(ByteBuffer.wrap(bytes));
                readAll(packet);
                whole++;
                assertThat(Dhcp6Packet.decode(ByteBuffer.wrap(packet.encode()))).isEqualTo(packet);
            } catch (MalformedDhcp6Packet e) {
                reasons.merge(e.reason(), 1, Integer::sum);
            } catch (RuntimeException e) {
                throw new AssertionError("packet " + i + ": " + Octets.of(bytes), e);
            }
        }
        assertThat(whole).isGreaterThan(PACKETS / 10);
        assertThat(reasons).containsOnlyKeys(MalformedDhcp6Packet.Reason.values());
    }

    private byte[] mutated(byte[] sample) {
        var bytes = sample.clone();
        int changes = 1 + random.nextInt(4);
        for (int change = 0; change < changes; change++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    /// Up to twelve relay agents around a message of any kind.
    private byte[] generated() {
        var out = ByteBuffer.allocate(LARGEST + 12 * (RELAY_HEADER + 4));
        int relays = random.nextInt(4) == 0 ? random.nextInt(12) : 0;
        byte kind = (byte) (12 + random.nextInt(2));
        int inner = 4 + random.nextInt(LARGEST - 4);
        for (int relay = 0; relay < relays; relay++) {
            out.put(kind).put(new byte[RELAY_HEADER - 1]);
            int rest = (relays - relay - 1) * (RELAY_HEADER + 4) + inner;
            out.putShort((short) 9).putShort((short) rest);
        }
        int end = out.position() + inner;
        out.put((byte) (1 + random.nextInt(11))).put(noise, random.nextInt(1000), 3);
        while (out.position() + 4 < end && random.nextInt(12) != 0) {
            int code = random.nextInt(4) == 0 ? random.nextInt(256) : CODES[random.nextInt(CODES.length)];
            int room = end - out.position() - 4;
            int length = Math.min(random.nextInt(8) == 0 ? random.nextInt(300) : usual(code), room);
            out.putShort((short) code).putShort((short) length);
            out.put(noise, random.nextInt(noise.length - 300), length);
        }
        int length = relays > 0 && random.nextInt(4) != 0 ? end : Math.min(end, out.position());
        return Arrays.copyOf(out.array(), length);
    }

    private int usual(int code) {
        return switch (code) {
            case 3, 25 -> 12;
            case 5 -> 24;
            case 7 -> 1;
            case 8 -> 2;
            case 12 -> 16;
            case 14 -> 0;
            default -> 4 + 2 * random.nextInt(4);
        };
    }

    private static void readAll(Dhcp6Packet packet) {
        packet.associations();
        packet.requests(OptionCode.BOOT_FILE_URL);
        packet.clientArchs();
        packet.userClasses();
        packet.vendorClasses();
        packet.status();
        packet.bootFileUrl();
        packet.clientId().ifPresent(Duid::mac);
        for (var hop : packet.relays()) {
            hop.options().first(OptionCode.CLIENT_LINK_LAYER).ifPresent(LinkLayer::ofOption);
            LinkLayer.ofAddress(hop.peer());
        }
    }
}
