package dev.muster.cluster.syslog.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class ForwardRateTest {
    private static final InetAddress ONE = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress TWO = InetAddress.ofLiteral("192.0.2.2");

    private final ForwardRate rate = new ForwardRate(100);

    @Test
    void aSenderGetsAQuarterOfASecondsLines() {
        assertThat(rate.granted(ONE, 20, 1)).isEqualTo(20);
        assertThat(rate.granted(ONE, 20, 1)).isEqualTo(5);
        assertThat(rate.granted(ONE, 20, 1)).isZero();
        assertThat(rate.granted(TWO, 20, 1)).isEqualTo(20);
    }

    @Test
    void allTogetherGetASecondsLines() {
        int granted = 0;
        for (int sender = 0; sender < 10; sender++) {
            granted += rate.granted(InetAddress.ofLiteral("192.0.2." + sender), 1000, 1);
        }
        assertThat(granted).isEqualTo(100);
    }

    @Test
    void eachSecondBeginsAnew() {
        assertThat(rate.granted(ONE, 30, 1)).isEqualTo(25);
        assertThat(rate.granted(ONE, 30, 2)).isEqualTo(25);
    }

    @Test
    void noneIsNone() {
        assertThat(new ForwardRate(0).granted(ONE, 1, 1)).isZero();
    }
}
