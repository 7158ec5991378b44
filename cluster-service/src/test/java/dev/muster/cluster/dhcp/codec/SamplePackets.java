package dev.muster.cluster.dhcp.codec;

import dev.muster.cluster.wire.Octets;
import dev.muster.model.node.MacAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/// Requests as real clients send them.
public final class SamplePackets {
    private static final String ZEROS_16 = "00".repeat(16);
    private static final String NO_SNAME_NO_FILE = "00".repeat(192);
    private static final String COOKIE = "63825363";

    private SamplePackets() {}

    /// DISCOVER of the iPXE ROM in QEMU's virtio card, BIOS: no broadcast flag, user class, vendor options 175.
    public static byte[] ipxeRom() {
        return packet(
                "010106009a3f18c500040000" + ZEROS_16 + "525400123456" + "00".repeat(10),
                "350101" + "39 02 05c0" + "5d 02 0000" + "5e 03 010201"
                        + "3c 20 505845436c69656e743a417263683a30303030303a554e44493a303032303031"
                        + "4d 04 69505845"
                        + "37 18 01 03 06 07 0c 0f 11 1a 2b 3c 42 43 77 80 81 82 83 84 85 86 87 af cb d0"
                        + "af 27 b1 05 01 1af4 1000 18 01 01 22 01 01 19 01 01 21 01 01 10 01 02 13 01 01 14 01 01"
                        + "    11 01 01 27 01 01 eb 03 01 15 01"
                        + "3d 07 01525400123456"
                        + "61 11 00 564d5761 7265 3030 3030 123456789abc ff");
    }

    /// DISCOVER of OVMF's PXE driver: broadcast flag, architecture 7, no client identifier.
    public static byte[] edk2() {
        return packet(
                "01010600 5e1ac2d7 0000 8000" + ZEROS_16 + "525400abcdef" + "00".repeat(10),
                "350101" + "39 02 05c0"
                        + "37 23 0102030405060c0d0f111216171c28292a2b3233363a3b3c4243618081828384858687"
                        + "61 11 00 0102030405060708090a0b0c0d0e0f10" + "5e 03 010300" + "5d 02 0007"
                        + "3c 20 505845436c69656e743a417263683a30303030373a554e44493a303033303030" + "ff");
    }

    /// DISCOVER of busybox's udhcpc 1.35.
    public static byte[] udhcpc() {
        return packet(
                "01010600 3b2f7a11 0000 0000" + ZEROS_16 + "0a1b2c3d4e5f" + "00".repeat(10),
                "350101" + "3d 07 010a1b2c3d4e5f" + "39 02 0240" + "37 09 01 03 06 0c 0f 1c 28 29 2a"
                        + "3c 0e 756468637020312e33352e302020" + "ff");
    }

    /// REQUEST (selecting) of ISC dhclient 4.4 with a DUID as its identifier, padded to 300 octets.
    public static byte[] dhclientRequest() {
        return packet(
                "01010600 7d9e2041 0000 0000" + ZEROS_16 + "0a1b2c3d4e5f" + "00".repeat(10),
                "350103" + "36 04 0a000001" + "32 04 0a000065" + "0c 04 6e6f6465"
                        + "37 0d 01 1c 02 03 0f 06 77 0c 2c 2f 1a 79 2a"
                        + "3d 13 ff2c3d4e5f 0001 0001 2a3b4c5d 0a1b2c3d4e5f" + "ff");
    }

    /// DISCOVER passed on by a relay that adds circuit and remote identifiers (option 82).
    public static byte[] relayed() {
        return packet(
                "01010601 11223344 0003 0000" + "00000000 00000000 00000000 0a010001" + "0a1b2c3d4e5f"
                        + "00".repeat(10),
                "350101" + "37 04 01 03 06 0f" + "52 12 01 06 000400010203 02 08 0006aabbccddeeff" + "ff");
    }

    public static DhcpPacket decoded(byte[] bytes) {
        try {
            return DhcpPacket.decode(ByteBuffer.wrap(bytes));
        } catch (MalformedDhcpPacket e) {
            throw new AssertionError(e);
        }
    }

    /// A plain Ethernet request to vary.
    public static DhcpPacket request(MessageType type, MacAddress mac, DhcpOptions.Builder more) {
        var options = DhcpOptions.builder().add(OptionCode.MESSAGE_TYPE, Octets.uint8(type.code()));
        more.build().all().forEach(option -> options.add(option.code(), option.value()));
        return new DhcpPacket(
                DhcpPacket.REQUEST,
                1,
                6,
                0,
                0x01020304,
                0,
                0,
                Ipv4.ANY,
                Ipv4.ANY,
                Ipv4.ANY,
                Ipv4.ANY,
                Octets.of(Arrays.copyOf(mac.toBytes(), 16)),
                "",
                "",
                options.build());
    }

    public static DhcpPacket withOp(DhcpPacket packet, int op) {
        return with(packet, op, packet.flags(), packet.ciaddr(), packet.giaddr());
    }

    public static DhcpPacket withCiaddr(DhcpPacket packet, Ipv4 ciaddr) {
        return with(packet, packet.op(), packet.flags(), ciaddr, packet.giaddr());
    }

    public static DhcpPacket withGiaddr(DhcpPacket packet, Ipv4 giaddr) {
        return with(packet, packet.op(), packet.flags(), packet.ciaddr(), giaddr);
    }

    public static DhcpPacket withFlags(DhcpPacket packet, int flags) {
        return with(packet, packet.op(), flags, packet.ciaddr(), packet.giaddr());
    }

    /// With `sname` and `file`.
    public static DhcpPacket withTexts(DhcpPacket packet, String sname, String file) {
        return new DhcpPacket(
                packet.op(),
                packet.htype(),
                packet.hlen(),
                packet.hops(),
                packet.xid(),
                packet.secs(),
                packet.flags(),
                packet.ciaddr(),
                packet.yiaddr(),
                packet.siaddr(),
                packet.giaddr(),
                packet.chaddr(),
                sname,
                file,
                packet.options());
    }

    static byte[] encoded(DhcpPacket packet, int maxBytes) {
        var out = ByteBuffer.allocate(2500);
        packet.encode(out, maxBytes);
        return Arrays.copyOf(out.array(), out.position());
    }

    private static DhcpPacket with(DhcpPacket packet, int op, int flags, Ipv4 ciaddr, Ipv4 giaddr) {
        return new DhcpPacket(
                op,
                packet.htype(),
                packet.hlen(),
                packet.hops(),
                packet.xid(),
                packet.secs(),
                flags,
                ciaddr,
                packet.yiaddr(),
                packet.siaddr(),
                giaddr,
                packet.chaddr(),
                packet.sname(),
                packet.file(),
                packet.options());
    }

    /// The octets of a request, padded.
    ///
    /// @param head from `op` to `chaddr`, in hexadecimal
    public static byte[] packet(String head, String options) {
        var bytes = HexFormat.of().parseHex((head + NO_SNAME_NO_FILE + COOKIE + options).replace(" ", ""));
        return Arrays.copyOf(bytes, Math.max(300, bytes.length));
    }
}
