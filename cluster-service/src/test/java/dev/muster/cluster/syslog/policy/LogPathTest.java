package dev.muster.cluster.syslog.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogPathTest {
    private static final InetAddress SENDER = InetAddress.ofLiteral("192.0.2.7");

    @Test
    void pathIsHostYearMonthDay() {
        assertThat(LogPath.of(Path.of("/logs"), "lab", LocalDate.of(2026, 1, 2)))
                .isEqualTo(Path.of("/logs/lab/2026/01/02/messages"));
    }

    @ParameterizedTest
    @CsvSource({
        "lab, lab",
        "Lab.Example.COM, lab.example.com",
        "lab.example.com., lab.example.com",
        "a_b-c, a_b-c",
        "'', 192.0.2.7",
        "., 192.0.2.7",
        ".., 192.0.2.7",
        "..., 192.0.2.7",
        "//, 192.0.2.7",
        "../../etc/passwd, _._.._etc_passwd",
        ".ssh, _ssh",
        "fe80::1, fe80__1",
        "läb, l_b",
        "a b, a_b",
    })
    void hostNameIsOneHarmlessSegment(String sent, String safe) {
        assertThat(LogPath.safeHost(sent, SENDER)).isEqualTo(safe);
    }

    @Test
    void overlongHostNameIsCut() {
        assertThat(LogPath.safeHost("x".repeat(300), SENDER)).hasSize(255);
        assertThat(LogPath.safeHost("İ".repeat(200) + "A".repeat(100), SENDER)).hasSizeLessThanOrEqualTo(255);
    }

    @Test
    void sixthVersionAddressIsASegmentToo() {
        assertThat(LogPath.safeHost("", InetAddress.ofLiteral("2001:db8::7"))).isEqualTo("2001_db8_0_0_0_0_0_7");
    }
}
