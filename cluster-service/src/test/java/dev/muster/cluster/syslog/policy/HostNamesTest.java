package dev.muster.cluster.syslog.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class HostNamesTest {
    private static final InetAddress ONE = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress TWO = InetAddress.ofLiteral("192.0.2.2");

    @Test
    void beyondItsShareASenderIsFiledUnderItsAddress() {
        var names = new HostNames(100, 2);

        assertThat(names.filed(ONE, "a", 1)).isEqualTo("a");
        assertThat(names.filed(ONE, "b", 1)).isEqualTo("b");
        assertThat(names.filed(ONE, "c", 1)).isEqualTo("192.0.2.1");
        assertThat(names.filed(ONE, "a", 1)).isEqualTo("a");
        assertThat(names.filed(TWO, "c", 1)).isEqualTo("c");
    }

    @Test
    void nextDayBeginsAnew() {
        var names = new HostNames(100, 1);
        names.filed(ONE, "a", 1);

        assertThat(names.filed(ONE, "b", 1)).isEqualTo("192.0.2.1");
        assertThat(names.filed(ONE, "b", 2)).isEqualTo("b");
    }

    @Test
    void beyondAllNamesEveryStrangerIsFiledInOnePlace() {
        var names = new HostNames(2, 10);
        names.filed(ONE, "a", 1);
        names.filed(ONE, "b", 1);

        assertThat(names.filed(ONE, "c", 1)).isEqualTo(HostNames.REST);
        assertThat(names.filed(TWO, "a", 1)).isEqualTo("a");
        assertThat(names.filed(InetAddress.ofLiteral("192.0.2.3"), "a", 1)).isEqualTo(HostNames.REST);
    }
}
