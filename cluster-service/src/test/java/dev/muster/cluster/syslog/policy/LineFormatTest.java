package dev.muster.cluster.syslog.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.syslog.ReceivedLine;
import dev.muster.cluster.syslog.Transport;
import dev.muster.cluster.syslog.codec.StructuredElement;
import dev.muster.cluster.syslog.codec.SyslogMessage;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
        var data = List.of(new StructuredElement("a@1", List.of(new StructuredElement.Parameter("k", "v\n"))));
        var message = new SyslogMessage(1, 5, Optional.empty(), "lab", "app", "", "", data, "");

        assertThat(line(AT, message)).isEqualTo("2026-11-22T10:00:00.123Z lab app: [a@1 k=\"v#012\"]\n");
    }

    private String line(Instant at, SyslogMessage message) {
        var out = new StringBuilder();
        format.append(out, new ReceivedLine(at, InetAddress.ofLiteral("192.0.2.7"), Transport.UDP, "lab", 10, message));
        return out.toString();
    }

    private static SyslogMessage message(String app, String pid, String text) {
        return new SyslogMessage(1, 5, Optional.empty(), "lab", app, pid, "", List.of(), text);
    }
}
