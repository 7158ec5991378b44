package dev.muster.cluster.iscsi.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeepAliveTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final KeepAlive keepAlive = new KeepAlive(Duration.ofSeconds(30), 0);

    @Test
    void aSilentPeerIsAskedTwiceAndGivenUp() {
        assertThat(keepAlive.onTick(29 * SECOND)).isEqualTo(KeepAlive.Verdict.FINE);
        assertThat(keepAlive.onTick(30 * SECOND)).isEqualTo(KeepAlive.Verdict.PING);
        assertThat(keepAlive.onTick(45 * SECOND)).isEqualTo(KeepAlive.Verdict.FINE);
        assertThat(keepAlive.onTick(60 * SECOND)).isEqualTo(KeepAlive.Verdict.PING);
        assertThat(keepAlive.onTick(90 * SECOND)).isEqualTo(KeepAlive.Verdict.GONE);
    }

    @Test
    void anySignOfLifeStartsOver() {
        keepAlive.onTick(30 * SECOND);
        keepAlive.heard(31 * SECOND);
        assertThat(keepAlive.onTick(60 * SECOND)).isEqualTo(KeepAlive.Verdict.FINE);
        assertThat(keepAlive.onTick(61 * SECOND)).isEqualTo(KeepAlive.Verdict.PING);
    }
}
