package dev.muster.model.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MacAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00:9c:02:8e:02:6a",
                "00-9C-02-8E-02-6A",
                "01-00-9c-02-8e-02-6a",
                "009c028e026a",
                " 00:9c:02:8e:02:6a "
            })
    void everySpellingIsOneAddress(String spelling) {
        assertThat(MacAddress.of(spelling)).isEqualTo(new MacAddress("00:9c:02:8e:02:6a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00:9c:02:8e:02",
                "00:9c:02:8e:02:6g",
                "00:9c:02:8e:02:6a:00:00",
                "default",
                "80:00:02:08:fe:80:00:00:00:00:00:00:00:9c:02:ff:fe:8e:02:6g"
            })
    void otherTextIsRefusedByName(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MacAddress.of(text))
                .withMessageContaining("'" + text + "'");
    }

    /// GUIDs made of Ethernet addresses by `ff:fe`, and by `03:00` as adapters do.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "80:00:02:08:fe:80:00:00:00:00:00:00:00:9c:02:ff:fe:8e:02:6a",
                "80-00-00-48-fe-80-00-00-00-00-00-00-00-9C-02-03-00-8E-02-6A"
            })
    void infinibandPortIsTheEthernetAddressOfItsGuid(String spelling) {
        assertThat(MacAddress.of(spelling)).isEqualTo(new MacAddress("00:9c:02:8e:02:6a"));
        assertThat(MacAddress.ofGuid(0xf09c_0203_008e_026aL)).isEqualTo(new MacAddress("f0:9c:02:8e:02:6a"));
    }

    @Test
    void octetsComeBackAsTheyWere() {
        byte[] octets = {0, (byte) 0x9c, 2, (byte) 0x8e, 2, 0x6a};
        assertThat(MacAddress.ofBytes(octets).toBytes()).isEqualTo(octets);
        assertThat(MacAddress.ofBytes(octets).hyphenated()).isEqualTo("00-9c-02-8e-02-6a");
    }

    @Test
    void bitsComeBackAsTheyWere() {
        var address = MacAddress.of("00:9c:02:8e:02:6a");
        assertThat(address.bits()).isEqualTo(0x009c028e026aL);
        assertThat(MacAddress.ofBits(0x009c028e026aL)).isEqualTo(address);
        assertThat(MacAddress.ofBits(0x1234_009c028e026aL)).isEqualTo(address);
        assertThat(address).hasToString("00:9c:02:8e:02:6a");
    }

    @Test
    void groupsAndZeroAreNoCards() {
        assertThat(MacAddress.of("00:9c:02:8e:02:6b").isCard()).isTrue();
        assertThat(MacAddress.of("01:00:5e:00:00:01").isGroup()).isTrue();
        assertThat(MacAddress.of("01:00:5e:00:00:01").isCard()).isFalse();
        assertThat(MacAddress.of("ff:ff:ff:ff:ff:ff").isCard()).isFalse();
        assertThat(MacAddress.ofBits(0).isZero()).isTrue();
        assertThat(MacAddress.ofBits(0).isGroup()).isFalse();
        assertThat(MacAddress.ofBits(0).isCard()).isFalse();
        assertThat(MacAddress.ofBits(1).isZero()).isFalse();
    }

    @Test
    void addressesAreOrderedByTheirOctets() {
        assertThat(MacAddress.ofBits(9)).isLessThan(MacAddress.ofBits(10)).isGreaterThan(MacAddress.ofBits(8));
    }
}
