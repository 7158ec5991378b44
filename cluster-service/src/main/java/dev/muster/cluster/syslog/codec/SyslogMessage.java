package dev.muster.cluster.syslog.codec;

/// One syslog message, whatever its form: parts of the octets that came. What the message does not have is empty.
///
/// The sender's clock is no part of it: a machine that boots for the first time has none worth the name, and lines are
/// filed by the time at which they came.
///
/// @param priority facility * 8 + severity (RFC 5424 6.2.1)
/// @param hostname as sent, hostile
/// @param appName RFC 5424 APP-NAME, or the tag of RFC 3164
/// @param procId RFC 5424 PROCID, or the number in brackets behind the tag
/// @param data RFC 5424 structured data as sent, hostile
/// @param text without a byte order mark, as sent otherwise, hostile
public record SyslogMessage(int priority, Octets hostname, Octets appName, Octets procId, Octets data, Octets text) {
    /// `user.notice`: what a message without PRI is (RFC 3164 4.3.3).
    static final int DEFAULT_PRIORITY = 13;

    /// A line of which nothing could be told apart.
    public static SyslogMessage raw(Octets text) {
        return new SyslogMessage(DEFAULT_PRIORITY, Octets.NONE, Octets.NONE, Octets.NONE, Octets.NONE, text);
    }

    /// 0 to 23.
    public int facility() {
        return priority >> 3;
    }

    /// 0 (emergency) to 7 (debug).
    public int severity() {
        return priority & 7;
    }
}
