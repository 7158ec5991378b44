package dev.muster.cluster.syslog.codec;

import dev.muster.cluster.syslog.codec.MalformedSyslog.Reason;
import java.util.Optional;

/// Bytes to message: RFC 5424, and RFC 3164 as it occurs in the wild. What does not fit the form is text of the
/// message: a log line is never thrown away for its looks.
public final class SyslogParser {
    private static final int HIGHEST_PRIORITY = 191;

    private SyslogParser() {}

    /// Reads one datagram or one frame. The message refers to the bytes and copies none.
    ///
    /// @throws MalformedSyslog if there is no text, or the priority is none
    public static SyslogMessage parse(byte[] bytes, int offset, int length) throws MalformedSyslog {
        int end = offset + length;
        while (end > offset && isTrailer(bytes[end - 1])) {
            end--;
        }
        if (end == offset) {
            throw new MalformedSyslog(Reason.EMPTY, Octets.NONE);
        }
        var cursor = new Cursor(bytes, offset, end);
        if (!cursor.skip('<')) {
            return new LegacyForm(cursor, SyslogMessage.DEFAULT_PRIORITY).parse();
        }
        int priority = cursor.number(3);
        if (priority < 0 || priority > HIGHEST_PRIORITY || !cursor.skip('>')) {
            throw new MalformedSyslog(Reason.BAD_PRIORITY, new Octets(bytes, offset, end));
        }
        int start = cursor.at();
        if (cursor.skip("1 ")) {
            Optional<SyslogMessage> modern = new ModernForm(cursor, priority).parse();
            if (modern.isPresent()) {
                return modern.get();
            }
            cursor.moveTo(start);
        }
        return new LegacyForm(cursor, priority).parse();
    }

    /// Senders end a message with any of NUL, CR, LF and mixtures.
    private static boolean isTrailer(byte b) {
        return b == 0 || b == '\r' || b == '\n';
    }
}
