package dev.muster.cluster.dhcp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.dhcp.codec.Ipv4;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FramesTest {
    private static final byte[] OWN_MAC = HexFormat.of().parseHex("020000000001");

    @Test
    void headersCarryRightChecksums() {
        for (int length = 0; length < 40; length++) {
            var datagram = ByteBuffer.allocate(1500).position(IpDatagram.HEADERS);
            for (int i = 0; i < length; i++) {
                datagram.put((byte) (i * 37 + length));
            }
            IpDatagram.complete(datagram, Ipv4.parse("10.0.0.1"), 67, Ipv4.parse("10.0.0.100"), 68);
            // a receiver sums everything, checksum included, and expects all ones
            assertThat(IpDatagram.checksum(IpDatagram.sum(datagram, 0, 20))).isZero();
            long pseudoHeader = IpDatagram.sum(datagram, 12, 20) + 17 + 8 + length;
            long sum = pseudoHeader + IpDatagram.sum(datagram, 20, 28 + length);
            assertThat(IpDatagram.checksum(sum)).isZero();
            assertThat(datagram.getShort(2)).isEqualTo((short) (28 + length));
        }
    }

    @Test
    void headersAreThoseOfAKnownDatagram() {
        var datagram = ByteBuffer.allocate(64)
                .position(IpDatagram.HEADERS)
                .put((byte) 'h')
                .put((byte) 'i');
        IpDatagram.complete(datagram, Ipv4.parse("10.0.0.1"), 67, Ipv4.BROADCAST, 68);
        assertThat(HexFormat.of().formatHex(Arrays.copyOf(datagram.array(), 30)))
                .isEqualTo("4510001e000040004011" + "30bf" + "0a000001ffffffff" + "00430044000a" + "8ce9" + "6869");
    }

    @Test
    void probeAsksWithoutClaimingAnAddress() {
        var probe = ByteBuffer.allocate(28);
        ArpProbe.write(probe, OWN_MAC, Ipv4.parse("10.0.0.100"));
        assertThat(HexFormat.of().formatHex(probe.array()))
                .isEqualTo("0001080006040001" + "020000000001" + "00000000" + "000000000000" + "0a000064");
        assertThat(ArpProbe.sender(probe.flip())).isEmpty();
    }

    @Test
    void senderOfAnAnswerIsRead() {
        var reply =
                HexFormat.of().parseHex("0001080006040002" + "0200000000aa" + "0a000064" + "020000000001" + "00000000");
        var sender = ArpProbe.sender(ByteBuffer.wrap(reply)).orElseThrow();
        assertThat(sender.address()).hasToString("10.0.0.100");
        assertThat(sender.mac()).isEqualTo(HexFormat.of().parseHex("0200000000aa"));
        assertThat(ArpProbe.sender(ByteBuffer.wrap(reply, 0, 20).slice())).isEmpty();
    }
}
