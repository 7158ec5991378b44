package dev.muster.cluster.syslog.codec;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// RFC 3164 after the priority: `Nov 22 10:00:00 host app[12]: text`, every part of it optional.
///
/// A host name is looked for behind a time only; a word is a tag only if a colon or `[pid]` ends it. So
/// `last message repeated` and a line of plain text keep their words.
final class LegacyForm {
    private static final int LONGEST_TAG = 64;
    private static final int LONGEST_HOST = 255;

    private final String text;
    private final int priority;
    private final Instant receivedAt;
    private int at;
    private Optional<Instant> timestamp = Optional.empty();
    private String hostname = "";
    private String tag = "";
    private String pid = "";

    LegacyForm(String text, int start, int priority, Instant receivedAt) {
        this.text = text;
        this.at = start;
        this.priority = priority;
        this.receivedAt = receivedAt;
    }

    SyslogMessage parse() {
        if (readTimestamp()) {
            readHostname();
        }
        readTag();
        return new SyslogMessage(
                priority >> 3, priority & 7, timestamp, hostname, tag, pid, "", List.of(), text.substring(at));
    }

    private boolean readTimestamp() {
        var clock = new TimestampReader(text, at, receivedAt);
        if (!clock.read()) {
            return false;
        }
        timestamp = clock.instant();
        at = clock.end();
        return true;
    }

    private void readHostname() {
        int end = text.indexOf(' ', at);
        if (end <= at || end - at > LONGEST_HOST || text.charAt(end - 1) == ':') {
            return;
        }
        for (int i = at; i < end; i++) {
            if (!isHostCharacter(text.charAt(i))) {
                return;
            }
        }
        hostname = text.substring(at, end);
        at = end + 1;
    }

    private static boolean isHostCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '-'
                || c == '_'
                || c == ':';
    }

    private void readTag() {
        int end = wordEnd();
        int bracket = text.indexOf('[', at);
        if (bracket > at && bracket < end) {
            readTagWithPid(bracket, end);
        } else if (end - at > 1 && text.charAt(end - 1) == ':') {
            tag = text.substring(at, end - 1);
            skipTo(end);
        }
    }

    private void readTagWithPid(int bracket, int end) {
        int close = text.indexOf(']', bracket);
        if (close < 0 || close >= end) {
            return;
        }
        boolean colon = close + 1 < text.length() && text.charAt(close + 1) == ':';
        if (colon || close + 1 == end) {
            tag = text.substring(at, bracket);
            pid = text.substring(bracket + 1, close);
            skipTo(colon ? close + 2 : close + 1);
        }
    }

    private int wordEnd() {
        int limit = Math.min(text.length(), at + LONGEST_TAG);
        int end = at;
        while (end < limit && text.charAt(end) > ' ') {
            end++;
        }
        return end;
    }

    private void skipTo(int end) {
        at = end < text.length() && text.charAt(end) == ' ' ? end + 1 : end;
    }
}
