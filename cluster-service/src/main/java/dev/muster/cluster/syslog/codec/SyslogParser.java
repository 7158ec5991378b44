package dev.muster.cluster.syslog.codec;

import dev.muster.cluster.syslog.codec.MalformedSyslog.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// Bytes to message: RFC 5424, and RFC 3164 as it occurs in the wild. What does not fit the form is text of the
/// message: a log line is never thrown away for its looks.
public final class SyslogParser {
    private static final int HIGHEST_PRIORITY = 191;

    private SyslogParser() {}

    /// Reads one datagram or one frame.
    ///
    /// @param receivedAt tells the year where the sender does not
    /// @throws MalformedSyslog if there is no text, or the priority is none
    public static SyslogMessage parse(byte[] bytes, int offset, int length, Instant receivedAt) throws MalformedSyslog {
        return parse(text(bytes, offset, length), receivedAt);
    }

    static SyslogMessage parse(String text, Instant receivedAt) throws MalformedSyslog {
        if (text.isEmpty()) {
            throw new MalformedSyslog(Reason.EMPTY, text);
        }
        if (text.charAt(0) != '<') {
            return new LegacyForm(text, 0, SyslogMessage.DEFAULT_PRIORITY, receivedAt).parse();
        }
        int close = text.indexOf('>', 1);
        int priority = priority(text, close);
        int start = close + 1;
        if (text.startsWith("1 ", start)) {
            var modern = new ModernForm(text, start + 2, priority).parse();
            if (modern.isPresent()) {
                return modern.get();
            }
        }
        return new LegacyForm(text, start, priority, receivedAt).parse();
    }

    private static int priority(String text, int close) throws MalformedSyslog {
        int value = 0;
        boolean digits = close > 1 && close <= 4;
        for (int i = 1; digits && i < close; i++) {
            int digit = text.charAt(i) - '0';
            digits = digit >= 0 && digit <= 9;
            value = value * 10 + digit;
        }
        if (!digits || value > HIGHEST_PRIORITY) {
            throw new MalformedSyslog(Reason.BAD_PRIORITY, text);
        }
        return value;
    }

    /// Senders end a message with any of NUL, CR, LF and mixtures; bytes that are no UTF-8 become U+FFFD.
    private static String text(byte[] bytes, int offset, int length) {
        int end = offset + length;
        while (end > offset && isTrailer(bytes[end - 1])) {
            end--;
        }
        return new String(bytes, offset, end - offset, StandardCharsets.UTF_8);
    }

    private static boolean isTrailer(byte b) {
        return b == 0 || b == '\r' || b == '\n';
    }
}
