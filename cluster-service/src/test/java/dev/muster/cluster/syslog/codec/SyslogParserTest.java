package dev.muster.cluster.syslog.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.syslog.codec.MalformedSyslog.Reason;
import dev.muster.cluster.syslog.codec.StructuredElement.Parameter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyslogParserTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:05Z");

    @Test
    void legacyMessageOfLoggerIsTakenApart() throws MalformedSyslog {
        assertThat(parse("<13>Nov 22 10:00:00 lab root[4711]: hello world\n"))
                .isEqualTo(new SyslogMessage(
                        1,
                        5,
                        Optional.of(Instant.parse("2026-11-22T10:00:00Z")),
                        "lab",
                        "root",
                        "4711",
                        "",
                        List.of(),
                        "hello world"));
    }

    @Test
    void modernExampleOfTheRfcIsTakenApart() throws MalformedSyslog {
        assertThat(parse("<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog - ID47"
                        + " [exampleSDID@32473 iut=\"3\" eventSource=\"Application\"][x@1] \uFEFFAn event"))
                .isEqualTo(new SyslogMessage(
                        20,
                        5,
                        Optional.of(Instant.parse("2003-10-11T22:14:15.003Z")),
                        "mymachine.example.com",
                        "evntslog",
                        "",
                        "ID47",
                        List.of(
                                new StructuredElement(
                                        "exampleSDID@32473",
                                        List.of(
                                                new Parameter("iut", "3"),
                                                new Parameter("eventSource", "Application"))),
                                new StructuredElement("x@1", List.of())),
                        "An event"));
    }

    @Test
    void structuredDataKeepsQuotesBracketsAndOtherBackslashes() throws MalformedSyslog {
        var message = parse("<13>1 - - - - - [a@1 q=\"say \\\"hi\\\" \\] \\\\ \\n é\"] text");

        assertThat(message.data().getFirst().parameters()).containsExactly(new Parameter("q", "say \"hi\" ] \\ \\n é"));
        assertThat(message.data().getFirst()).hasToString("[a@1 q=\"say \\\"hi\\\" \\] \\\\ \\\\n é\"]");
        assertThat(message.message()).isEqualTo("text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[a@1 x=\"1] text", "[ a=\"1\"] text", "[a@1 x=1] text", "[a@1]text", "[a@1 x=\"1\" ] t", "["})
    void brokenStructuredDataStaysInTheText(String rest) throws MalformedSyslog {
        var message = parse("<13>1 2026-11-22T10:00:00+01:00 host app 7 - " + rest);

        assertThat(message.timestamp()).hasValue(Instant.parse("2026-11-22T09:00:00Z"));
        assertThat(message.hostname()).isEqualTo("host");
        assertThat(message.data()).isEmpty();
        assertThat(message.message()).isEqualTo(rest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<13>1 - h a p m", "<13>1 - h a p m -", "<13>1 - h a p m - "})
    void modernMessageWithoutTextIsOne(String line) throws MalformedSyslog {
        var message = parse(line);

        assertThat(message.hostname()).isEqualTo("h");
        assertThat(message.msgId()).isEqualTo("m");
        assertThat(message.message()).isEmpty();
    }

    @Test
    void brokenModernHeaderIsPlainText() throws MalformedSyslog {
        var message = parse("<13>1 yesterday host app - - - text");

        assertThat(message.hostname()).isEmpty();
        assertThat(message.message()).isEqualTo("1 yesterday host app - - - text");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "no priority at all                            |         |          |      | no priority at all",
                "cron[12]: started                             |         | cron     | 12   | started",
                "<4>Nov  2 10:00:00 lab kernel: [ 1.5] eth0 up | lab     | kernel   |      | [ 1.5] eth0 up",
                "<4>Nov 2 10:00:00 sshd[12]: no host           |         | sshd     | 12   | no host",
                "<4>Nov 2 10:00:00 udhcpc: no host             |         | udhcpc   |      | no host",
                "<4>Nov 22 2026 10:00:00 sw1 port: up          | sw1     | port     |      | up",
                "<4>Nov 22 10:00:00.123 lab a: b               | lab     | a        |      | b",
                "<4>2026-11-22T10:00:00.123456+01:00 lab a: b  | lab     | a        |      | b",
                "<38>2026-11-24T05:59:46 lab prg[1234]: seq    | lab     | prg      | 1234 | seq",
                "<4>Nov 22 10:00:00 fe80::1 a: b               | fe80::1 | a        |      | b",
                "<4>Nov 22 10:00:00 lab app[12]:no space       | lab     | app      | 12   | no space",
                "<4>Nov 22 10:00:00 lab app[12] no colon       | lab     | app      | 12   | no colon",
                "<4>Nov 22 10:00:00 lab see http://x.y/ there  | lab     |          |      | see http://x.y/ there",
                "<4>Nov 22 10:00:00 lab systemd[1]: foo[2]: ok | lab     | systemd  | 1    | foo[2]: ok",
                "<4>Nov 22 10:00:00 ../../etc a: b             |         |          |      | ../../etc a: b",
                "<4>Noo 22 10:00:00 lab a: b                   |         |          |      | Noo 22 10:00:00 lab a: b",
                "<4>Nov 22 10:00 lab a: b                      |         |          |      | Nov 22 10:00 lab a: b",
                "<4>app[12: b                                  |         |          |      | app[12: b",
                "<4>: b                                        |         |          |      | : b",
            })
    void legacyFormsOfTheWildAreRead(String line, String host, String app, String pid, String text)
            throws MalformedSyslog {
        var message = parse(line);

        assertThat(message.hostname()).isEqualTo(host == null ? "" : host);
        assertThat(message.appName()).isEqualTo(app == null ? "" : app);
        assertThat(message.procId()).isEqualTo(pid == null ? "" : pid);
        assertThat(message.message()).isEqualTo(text);
    }

    @Test
    void messageWithoutPriorityIsUserNotice() throws MalformedSyslog {
        assertThat(parse("hello")).isEqualTo(SyslogMessage.raw("hello"));
        assertThat(parse("hello").facility()).isEqualTo(1);
        assertThat(parse("hello").severity()).isEqualTo(5);
    }

    @Test
    void decemberMessageReadInJanuaryIsOfLastYear() throws MalformedSyslog {
        byte[] line = "<4>Dec 31 23:59:59 lab a: b".getBytes(StandardCharsets.UTF_8);
        var message = SyslogParser.parse(line, 0, line.length, Instant.parse("2027-01-01T00:00:02Z"));

        assertThat(message.timestamp()).hasValue(Instant.parse("2026-12-31T23:59:59Z"));
    }

    @Test
    void timeThatNoCalendarHasIsNone() throws MalformedSyslog {
        var message = parse("<4>Feb 31 25:61:61 lab a: b");

        assertThat(message.timestamp()).isEmpty();
        assertThat(message.hostname()).isEqualTo("lab");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n", "\0", "\0\r\n\0"})
    void nothingIsMalformed(String line) {
        assertThatThrownBy(() -> parse(line)).isInstanceOfSatisfying(MalformedSyslog.class, malformed -> {
            assertThat(malformed.reason()).isEqualTo(Reason.EMPTY);
            assertThat(malformed.text()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"<", "<>x", "<192>x", "<999>x", "<0013>x", "<-1>x", "<1x>x", "<13", "<٣>x", "< 1>x"})
    void badPriorityIsMalformedAndKeepsItsText(String line) {
        assertThatThrownBy(() -> parse(line)).isInstanceOfSatisfying(MalformedSyslog.class, malformed -> {
            assertThat(malformed.reason()).isEqualTo(Reason.BAD_PRIORITY);
            assertThat(malformed.text()).isEqualTo(line);
        });
    }

    @Test
    void trailersAreCutAndInvalidOctetsReplaced() throws MalformedSyslog {
        byte[] latin = "<13>tr\u00fcb\r\n\0".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(SyslogParser.parse(latin, 0, latin.length, NOW).message()).isEqualTo("tr\uFFFDb");
    }

    private static SyslogMessage parse(String line) throws MalformedSyslog {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return SyslogParser.parse(bytes, 0, bytes.length, NOW);
    }
}
