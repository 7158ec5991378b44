package dev.muster.cluster.syslog.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.syslog.codec.MalformedSyslog.Reason;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyslogParserTest {
    @Test
    void legacyMessageOfLoggerIsTakenApart() throws MalformedSyslog {
        assertThat(parse("<13>Nov 22 10:00:00 lab root[4711]: hello world\n"))
                .isEqualTo(message(13, "lab", "root", "4711", "", "hello world"));
    }

    @Test
    void modernExampleOfTheRfcIsTakenApart() throws MalformedSyslog {
        var message = parse("<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog - ID47"
                + " [exampleSDID@32473 iut=\"3\" eventSource=\"Application\"][x@1] \uFEFFAn event");

        assertThat(message)
                .isEqualTo(message(
                        165,
                        "mymachine.example.com",
                        "evntslog",
                        "",
                        "[exampleSDID@32473 iut=\"3\" eventSource=\"Application\"][x@1]",
                        "An event"));
        assertThat(message.facility()).isEqualTo(20);
        assertThat(message.severity()).isEqualTo(5);
    }

    @Test
    void structuredDataKeepsQuotesBracketsAndOtherBackslashes() throws MalformedSyslog {
        String data = "[a@1 q=\"say \\\"hi\\\" \\] \\\\ \\n é\"]";

        assertThat(parse("<13>1 - - - - - " + data + " text")).isEqualTo(message(13, "", "", "", data, "text"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[a@1 x=\"1] text", "[ a=\"1\"] text", "[a@1 x=1] text", "[a@1]text", "[a@1 x=\"1\" ] t", "["})
    void brokenStructuredDataStaysInTheText(String rest) throws MalformedSyslog {
        assertThat(parse("<13>1 2026-11-22T10:00:00+01:00 host app 7 - " + rest))
                .isEqualTo(message(13, "host", "app", "7", "", rest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<13>1 - h a p m", "<13>1 - h a p m -", "<13>1 - h a p m - "})
    void modernMessageWithoutTextIsOne(String line) throws MalformedSyslog {
        assertThat(parse(line)).isEqualTo(message(13, "h", "a", "p", "", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 yesterday host app - - - text",
                "1 2026-11-22T10:00:00 host app - - - no zone",
                "1 2026-11-22 10:00:00Z host app - - - no T",
                "1 - host app -"
            })
    void brokenModernHeaderIsPlainText(String text) throws MalformedSyslog {
        assertThat(parse("<13>" + text)).isEqualTo(message(13, "", "", "", "", text));
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
                "<4>Nov 22 10:00:00 MSK fw-1 sshd[7]: in       | fw-1    | sshd     | 7    | in",
                "<4>Nov 22 10:00:00.123 MSK fw-1 a: b          | fw-1    | a        |      | b",
                "<4>Nov 22 10:00:00 +0300 fw-1 a: b            | fw-1    | a        |      | b",
                "<4>Nov 22 10:00:00 GMT+3 fw-1 a: b            | fw-1    | a        |      | b",
                "<4>Nov 22 10:00:00 UTC-03:30 fw-1 a: b        | fw-1    | a        |      | b",
                "<4>Nov 22 2026 10:00:00+03:00 fw-1 a: b       | fw-1    | a        |      | b",
                "<4>Nov 22 10:00:00Z fw-1 a: b                 | fw-1    | a        |      | b",
                "<4>Nov 22 10:00:00.123 2026  fw-1 a: b        | fw-1    | a        |      | b",
                "<4>Nov 22 10:00:00 CET 2026 fw-1 a: b         | fw-1    | a        |      | b",
                "<4>Nov 22 10:00:00,123 fw-1 a: b              | fw-1    | a        |      | b",
                "<4>2026-11-22 10:00:00.123 fw-1 a: b          | fw-1    | a        |      | b",
                "<4>2026-11-22T10:00:00-0700 fw-1 a: b         | fw-1    | a        |      | b",
                "<4> Nov 22 10:00:00 10.0.0.1 00077 ports: up  | 10.0.0.1 |         |      | 00077 ports: up",
                "<4>Feb 31 25:61:61 fw-1 a: b                  | fw-1    | a        |      | b",
                "<4>Nov 22 10:00:00 WEB a: b                   | WEB     | a        |      | b",
                "<4>Nov 22 10:00:00 MSK-1 a: b                 | MSK-1   | a        |      | b",
                "<4>Nov 22 10:00:00 EST-01-a a: b              | EST-01-a | a       |      | b",
                "<4>Nov 22 10:00:00 2026x a: b                 | 2026x   | a        |      | b",
                "<4>Nov 22 10:00:00 MSK sshd[7]: no host       |         | sshd     | 7    | no host",
                "<4>Nov 22 10:00:00 last message repeated 3 times | | | | last message repeated 3 times",
                "<4>Nov 22 10:00:00 Message forwarded from fw-1: a: b | fw-1 | a    |      | b",
                "<4>Nov 22 10:00:00 Message forwarded: a: b    | Message | forwarded |     | a: b",
                "<4>29: *Nov 22 10:00:00.123 MSK: %SYS-5-UP: b |         | %SYS-5-UP |     | b",
                "<4>29: fw-1: .Nov 22 10:00:00: %SYS-5-UP: b   | fw-1    | %SYS-5-UP |     | b",
                "<4>000029: fe80::1: Nov 22 10:00:00: %X-1-Y: b | fe80::1 | %X-1-Y  |      | b",
                "<4>4294967295: *Nov 22 10:00:00: %X-1-Y: b    |         | %X-1-Y   |      | b",
                "<4>: 2026 Nov 22 10:00:00 UTC: %ETH-5-UP: b   |         | %ETH-5-UP |     | b",
                "<4>:Nov 22 10:00:00 MSK: %ASA-6-1: b          |         | %ASA-6-1 |      | b",
                "<4>Nov 22 2026 10:00:00: %ASA-6-1: b          |         | %ASA-6-1 |      | b",
                "<4>Nov 22 2026 10:00:00 fw-1 : %ASA-6-1: b    | fw-1    | %ASA-6-1 |      | b",
                "<4>*Nov 22 10:00:00: %X-1-Y: b                |         | %X-1-Y   |      | b",
                "<4>29: app: Nov 22 10:00 b                    |         | 29       |      | app: Nov 22 10:00 b",
                "<4>app: Nov 22 10:00:00 something             |         | app      |      | Nov 22 10:00:00 something",
            })
    void legacyFormsOfTheWildAreRead(String line, String host, String app, String pid, String text)
            throws MalformedSyslog {
        var message = parse(line);

        assertThat(message.hostname()).hasToString(host == null ? "" : host);
        assertThat(message.appName()).hasToString(app == null ? "" : app);
        assertThat(message.procId()).hasToString(pid == null ? "" : pid);
        assertThat(message.text()).hasToString(text);
    }

    @Test
    void messageWithoutPriorityIsUserNotice() throws MalformedSyslog {
        assertThat(parse("hello")).isEqualTo(SyslogMessage.raw(Octets.of("hello")));
        assertThat(parse("hello").facility()).isEqualTo(1);
        assertThat(parse("hello").severity()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n", "\0", "\0\r\n\0"})
    void nothingIsMalformed(String line) {
        assertThatThrownBy(() -> parse(line)).isInstanceOfSatisfying(MalformedSyslog.class, malformed -> {
            assertThat(malformed.reason()).isEqualTo(Reason.EMPTY);
            assertThat(malformed.text()).isEqualTo(Octets.NONE);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"<", "<>x", "<192>x", "<999>x", "<0013>x", "<-1>x", "<1x>x", "<13", "<٣>x", "< 1>x"})
    void badPriorityIsMalformedAndKeepsItsText(String line) {
        assertThatThrownBy(() -> parse(line)).isInstanceOfSatisfying(MalformedSyslog.class, malformed -> {
            assertThat(malformed.reason()).isEqualTo(Reason.BAD_PRIORITY);
            assertThat(malformed.text()).hasToString(line);
        });
    }

    @Test
    void trailersAreCutAndInvalidOctetsReplaced() throws MalformedSyslog {
        byte[] latin = "<13>tr\u00fcb\r\n\0".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(SyslogParser.parse(latin, 0, latin.length).text()).hasToString("tr\uFFFDb");
    }

    /// In the middle of other octets, which must not be looked at.
    private static SyslogMessage parse(String line) throws MalformedSyslog {
        byte[] bytes = (">9" + line + "] host: x").getBytes(StandardCharsets.UTF_8);
        return SyslogParser.parse(bytes, 2, line.getBytes(StandardCharsets.UTF_8).length);
    }

    private static SyslogMessage message(int priority, String host, String app, String pid, String data, String text) {
        return new SyslogMessage(
                priority, Octets.of(host), Octets.of(app), Octets.of(pid), Octets.of(data), Octets.of(text));
    }
}
