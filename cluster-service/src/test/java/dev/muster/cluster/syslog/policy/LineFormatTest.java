package dev.muster.cluster.syslog.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.syslog.codec.Octets;
import dev.muster.cluster.syslog.codec.SyslogMessage;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LineFormatTest {
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00.123Z");

    private final LineFormat format = new LineFormat();

    @Test
    void lineHasTimeHostTagAndText() {
        assertThat(line(AT, message("app", "12", "text"))).isEqualTo("2026-11-22T10:00:00.123Z lab app[12]: text\n");
        assertThat(line(AT.plusMillis(1000), message("app", "", "text")))
                .isEqualTo("2026-11-22T10:00:01.123Z lab app: text\n");
        assertThat(line(AT.minusMillis(119), message("", "", "text"))).isEqualTo("2026-11-22T10:00:00.004Z lab text\n");
    }

    @Test
    void controlCharactersCannotForgeALineOrMoveTheCursor() {
        assertThat(line(AT, message("a\np", "1\r2", "x\n2026 lab su: ok\u001b[2J\u0000\t\u0085\u2028\u202ey é")))
                .isEqualTo("2026-11-22T10:00:00.123Z lab a#012p[1#0152]: x#0122026 lab su: ok#033[2J#000#011#302#205"
                        + "#342#200#250#342#200#256y é\n");
    }

    @Test
    void structuredDataStandsInForMissingText() {
        var message = message("app", "", "", "[a@1 k=\"v\n\"]");

        assertThat(line(AT, message)).isEqualTo("2026-11-22T10:00:00.123Z lab app: [a@1 k=\"v#012\"]\n");
    }

    private String line(Instant at, SyslogMessage message) {
        var out = new LineBuffer(8);
        format.append(out, at, "lab", message);
        return new String(out.bytes(), 0, out.length(), UTF_8);
    }

    private static SyslogMessage message(String app, String pid, String text) {
        return message(app, pid, text, "");
    }

    private static SyslogMessage message(String app, String pid, String text, String data) {
        return new SyslogMessage(
                13, Octets.of("lab"), Octets.of(app), Octets.of(pid), Octets.of(data), Octets.of(text));
    }
}
