package dev.muster.cluster.syslog.codec;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One syslog message, whatever its form. Text that the message does not have is empty.
///
/// @param facility 0 to 23 (RFC 5424 6.2.1)
/// @param severity 0 (emergency) to 7 (debug)
/// @param timestamp what the sender's clock said; a time without a zone is taken as UTC
/// @param hostname as sent, hostile
/// @param appName RFC 5424 APP-NAME, or the tag of RFC 3164
/// @param procId RFC 5424 PROCID, or the number in brackets behind the tag
/// @param msgId RFC 5424 MSGID
/// @param data RFC 5424 structured data
/// @param message the text, without a byte order mark, as sent otherwise, hostile
public record SyslogMessage(
        int facility,
        int severity,
        Optional<Instant> timestamp,
        String hostname,
        String appName,
        String procId,
        String msgId,
        List<StructuredElement> data,
        String message) {
    /// `user.notice`: what a message without PRI is (RFC 3164 4.3.3).
    static final int DEFAULT_PRIORITY = 13;

    public SyslogMessage {
        data = List.copyOf(data);
    }

    /// A line of which nothing could be told apart.
    public static SyslogMessage raw(String text) {
        return plain(DEFAULT_PRIORITY, text);
    }

    static SyslogMessage plain(int priority, String text) {
        return new SyslogMessage(priority >> 3, priority & 7, Optional.empty(), "", "", "", "", List.of(), text);
    }
}
