package dev.muster.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final InetAddress ONE = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress OTHER = InetAddress.ofLiteral("192.0.2.2");

    @Test
    void controlCharactersAreEscapedAndTheLengthIsCapped() {
        assertThat(ReportText.safe("a\nb\r\t\u001b[2J\u202ex é")).isEqualTo("a\\nb\\r\\t\\u001b[2J\\u202ex é");
        assertThat(ReportText.safe("x".repeat(5000))).hasSize(2000);
        assertThat(ReportText.safe("\n".repeat(5000))).hasSize(2000);
    }

    @Test
    void addressIsLimitedPerMinuteAndOthersAreNot() {
        var limit = new ReportLimit(2);

        assertThat(limit.admits(ONE, 0)).isTrue();
        assertThat(limit.admits(ONE, 1)).isTrue();
        assertThat(limit.admits(ONE, 2)).isFalse();
        assertThat(limit.admits(OTHER, 3)).isTrue();
        assertThat(limit.admits(ONE, Duration.ofSeconds(61).toNanos())).isTrue();
    }
}
