package dev.muster.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.cluster.DhcpOptionText;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DhcpOptionTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    routers | 10.0.0.1, 10.0.0.2 | 0a0000010a000002
                    28 | 10.0.0.255 | 0a0000ff
                    interface-mtu | 9000 | 2328
                    46 | 8 | 08
                    reboot-time | 30 | 0000001e
                    domain-name | lab.example.com | 6c61622e6578616d706c652e636f6d
                    domain-search | eng.apple.com apple.com | 03656e67056170706c6503636f6d00056170706c6503636f6d00
                    classless-routes | 10.229.0.128/25 via 10.229.0.1, 0.0.0.0/0 via 10.0.0.1 | 190ae500800ae50001000a000001
                    vendor-specific | hex:06:01:08:ff | 060108ff
                    224 | hex: 0102 | 0102
                    host-name | hex:6e6f6465 | 6e6f6465
                    """)
    void valuesAreWrittenAsTheirKind(String key, String text, String octets) {
        assertThat(HexFormat.of().formatHex(DhcpOptionText.octets(key, text))).isEqualTo(octets);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    nosuch | 1 | there is no DHCP option 'nosuch'
                    300 | 1 | there is no DHCP option '300'
                    53 | hex:05 | DHCP option 53 is not to be set
                    routers | 10.0.0.256 | option 'routers': '10.0.0.256' is not an IPv4 address
                    routers | "" | option 'routers': a value has 1 to 1024 octets
                    interface-mtu | 65536 | option 'interface-mtu': '65536' is not a number of 16 bits
                    reboot-time | 4294967296 | is not a number of 32 bits
                    domain-search | -a.com | '-a.com' is not a domain name
                    classless-routes | 10.0.0.0/33 via 10.0.0.1 | is not a route
                    classless-routes | 10.0.0.0/8 10.0.0.1 | is not a route
                    vendor-specific | abc | written as 'hex:'
                    224 | hex:012 | option '224'
                    domain-name | löb | printable ASCII
                    """)
    void whatIsWrongIsNamed(String key, String text, String why) {
        assertThatThrownBy(() -> DhcpOptionText.octets(key, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void namesAndCodesAreOneThing() {
        assertThat(DhcpOptionText.code("ntp-servers")).isEqualTo(42).isEqualTo(DhcpOptionText.code("42"));
    }
}
