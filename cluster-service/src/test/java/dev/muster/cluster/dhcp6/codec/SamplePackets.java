package dev.muster.cluster.dhcp6.codec;

import java.util.HexFormat;

/// Packets as clients send them, put together by hand from RFC 8415 and RFC 5970.
final class SamplePackets {
    static final String SOLICIT = """
            01 123456
            0001 000e 0001 0001 2a2b2c2d 027700000001
            0006 0008 0017 0018 003b 003c
            0008 0002 0064
            000e 0000
            0003 0028 77000001 00000e10 00001518
              0005 0018 fd000077000000000000000000001005 00001c20 00002a30
            """;

    /// As edk2's HTTP boot: DUID-UUID, architecture 16, HTTPClient under Intel's number.
    static final String HTTP_BOOT = """
            01 abcdef
            0001 0012 0004 00112233445566778899aabbccddeeff
            0008 0002 0000
            0003 000c 00000001 00000000 00000000
            0006 0006 003b 0017 0010
            003d 0002 0010
            003e 0003 01 03 10
            0010 0027 00000157 0021 48545450436c69656e743a417263683a30303031363a554e44493a303033303136
            """;

    /// As iPXE: its name as the user class.
    static final String IPXE = """
            01 00beef
            0001 000a 0003 0001 525400123456
            0003 000c 00123456 00000000 00000000
            0006 0004 003b 0017
            000f 0006 0004 69505845
            003d 0002 0007
            """;

    /// By way of two relay agents, the one next to the client with options 18 and 79.
    static final String RELAYED = """
            0c 01 fd000088000000000000000000000002 fe80000000000000000000000000000a
            0009 0072
              0c 00 fd000099000000000000000000000001 fe80000000000000 0277 00fffe000001
              0012 0004 65746831
              004f 0008 0001 027700000009
              0009 0038
                03 654321
                0001 000a 0003 0001 027700000001
                0002 0012 0004 2bd3cdb49bb94559948aa1f3f5c46b96
                0003 000c 00000007 00000000 00000000
            """;

    private SamplePackets() {}

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }
}
