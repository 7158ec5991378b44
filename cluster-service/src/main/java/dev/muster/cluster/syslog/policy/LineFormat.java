package dev.muster.cluster.syslog.policy;

import dev.muster.cluster.syslog.codec.SyslogMessage;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// A message as one line of a log file: `2026-11-22T10:00:00.123Z host app[pid]: text`, and a line end.
///
/// The time is that of reception: a machine that boots for the first time has no clock worth the name. Keeps the
/// last second's text, so it is not safe for concurrent use.
public final class LineFormat {
    private long second = Long.MIN_VALUE;
    private String secondText = "";

    /// @param host under which the line is filed
    public void append(LineBuffer out, Instant receivedAt, String host, SyslogMessage message) {
        appendTime(out, receivedAt);
        out.append(' ');
        out.append(host);
        out.append(' ');
        appendTag(out, message);
        SafeText.append(out, message.text().isEmpty() ? message.data() : message.text());
        out.append('\n');
    }

    private static void appendTag(LineBuffer out, SyslogMessage message) {
        if (message.appName().isEmpty()) {
            return;
        }
        SafeText.append(out, message.appName());
        if (!message.procId().isEmpty()) {
            out.append('[');
            SafeText.append(out, message.procId());
            out.append(']');
        }
        out.append(": ");
    }

    private void appendTime(LineBuffer out, Instant time) {
        if (time.getEpochSecond() != second) {
            second = time.getEpochSecond();
            var utc = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
            secondText = "%04d-%02d-%02dT%02d:%02d:%02d."
                    .formatted(
                            utc.getYear(),
                            utc.getMonthValue(),
                            utc.getDayOfMonth(),
                            utc.getHour(),
                            utc.getMinute(),
                            utc.getSecond());
        }
        int millis = time.getNano() / 1_000_000;
        out.append(secondText);
        out.append((char) ('0' + millis / 100));
        out.append((char) ('0' + millis / 10 % 10));
        out.append((char) ('0' + millis % 10));
        out.append('Z');
    }
}
