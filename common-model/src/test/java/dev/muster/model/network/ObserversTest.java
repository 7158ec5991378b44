package dev.muster.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObserversTest {
    private final Observers observers = Observers.of("some.setting", "10.1.0.0/16, fd00:1::/32,192.0.2.7");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.3.2.1",
                "::1",
                "0:0:0:0:0:0:0:1",
                "10.1.255.255",
                "::ffff:10.1.2.3",
                "fd00:1:ffff::1",
                "192.0.2.7"
            })
    void thisMachineAndTheNetworksAreAdmitted(String address) {
        assertThat(observers.admit(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.2.0.1", "11.1.0.1", "fd00:2::1", "fe80::1%eth0", "192.0.2.8", "::ffff:10.2.0.1", "web", ""})
    void nobodyElseIs(String address) {
        assertThat(observers.admit(address)).isFalse();
        assertThat(Observers.of("some.setting", "").admit(address)).isFalse();
    }

    @Test
    void whoHasNoAddressIsNot() {
        assertThat(observers.admit(null)).isFalse();
    }

    @Test
    void aNetworkOfAllHasAll() {
        var all = Observers.of("some.setting", "0.0.0.0/0");
        assertThat(all.admit("203.0.113.9")).isTrue();
        assertThat(all.admit("fd00::1")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ten", "10.0.0.0/33", "10.0.0.0/x", "fd00::/129", "10.0.0.0/-1", "10.0.0.0/8;10.1.0.0/16"})
    void whatIsNoNetworkIsRefusedWithItsSetting(String text) {
        assertThatThrownBy(() -> Observers.of("some.setting", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("some.setting: '" + text + "' is no network");
    }
}
