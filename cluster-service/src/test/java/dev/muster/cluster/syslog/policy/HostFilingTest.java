package dev.muster.cluster.syslog.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.syslog.codec.Octets;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class HostFilingTest {
    private static final InetAddress ONE = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress TWO = InetAddress.ofLiteral("192.0.2.2");

    private final HostFiling filing = new HostFiling(new HostNames(100, 1));

    @Test
    void whatWasRememberedIsOfTheSameSenderNameAndDayOnly() {
        assertThat(filing.name(ONE, Octets.of("Lab"), 1)).isEqualTo("lab");
        assertThat(filing.name(ONE, Octets.of("Lab"), 1)).isEqualTo("lab");
        assertThat(filing.name(TWO, Octets.NONE, 1)).isEqualTo("192.0.2.2");
        assertThat(filing.name(ONE, Octets.NONE, 2)).isEqualTo("192.0.2.1");
        assertThat(filing.name(ONE, Octets.of("Lab"), 3)).isEqualTo("lab");
    }

    @Test
    void aNameThatIsNotTheSendersIsToldAlsoWhereItIsRemembered() {
        filing.name(ONE, Octets.of("a"), 1);
        assertThat(filing.wasLimited()).isFalse();

        for (int i = 0; i < 2; i++) {
            assertThat(filing.name(ONE, Octets.of("b"), 1)).isEqualTo("192.0.2.1");
            assertThat(filing.wasLimited()).isTrue();
        }
    }

    @Test
    void theArrayThatANameCameInMayBeOverwritten() {
        byte[] shared = {'a'};
        filing.name(ONE, new Octets(shared, 0, 1), 1);
        shared[0] = 'b';

        assertThat(filing.name(ONE, new Octets(shared, 0, 1), 1)).isEqualTo("192.0.2.1");
    }
}
