package dev.muster.region.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.node.MacAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MacRulesTest {
    private static MacRules sharing(String... shared) {
        return new MacRules(() -> Optional.of(List.of(shared)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"01:00:5e:00:00:fb", "33:33:00:00:00:01", "ff:ff:ff:ff:ff:ff", "00:00:00:00:00:00"})
    void noMachineIsKnownByTheAddressOfAGroupOrByNone(String mac) {
        assertThat(new MacRules(Optional::empty).complaint(MacAddress.of(mac)))
                .hasValueSatisfying(complaint -> assertThat(complaint).contains(mac));
    }

    @ParameterizedTest
    @ValueSource(strings = {"52:54:00:00:00:00", "02:00:00:00:00:01", "fe:ff:ff:ff:ff:ff", "00:00:00:00:00:01"})
    void everyOtherAddressIsACards(String mac) {
        assertThat(new MacRules(Optional::empty).identifies(MacAddress.of(mac))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "00:50:b6, 00:50:b6:12:34:56, false",
        "00-50-B6-12-34-56, 00:50:b6:12:34:56, false",
        "00:50:b6:12:34:56, 00:50:b6:12:34:57, true",
        "00:50:b6, 00:50:b7:12:34:56, true",
        "00, 00:50:b7:12:34:56, false"
    })
    void addressesThatManyMachinesShareAreNones(String shared, String mac, boolean identifies) {
        assertThat(sharing("52:54:00:00:00:01", shared).identifies(MacAddress.of(mac)))
                .isEqualTo(identifies);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "00:5", "0050b6", "00:50:b6:", "00:50:b6:12:34:56:78", "dock"})
    void whatIsNoBeginningOfAnAddressStopsTheStart(String shared) {
        assertThatThrownBy(() -> sharing(shared))
                .hasMessageContaining("muster.macs.shared")
                .hasMessageContaining(shared);
    }

    @Test
    void nothingIsSharedUnlessItIsSet() {
        assertThat(new MacRules(Optional::empty).identifies(MacAddress.of("00:50:b6:12:34:56")))
                .isTrue();
    }
}
