package dev.muster.cluster.syslog.codec;

/// RFC 3164 after the priority: `Nov 22 10:00:00 host app[12]: text`, every part of it optional.
///
/// A host name is looked for behind a time only; a word is a tag only if a colon or `[pid]` ends it. So a line of
/// plain text keeps its words.
final class LegacyForm {
    private static final int LONGEST_TAG = 64;
    private static final int LONGEST_HOST = 255;

    private final Cursor cursor;
    private final int priority;
    private Octets hostname = Octets.NONE;
    private Octets tag = Octets.NONE;
    private Octets pid = Octets.NONE;

    LegacyForm(Cursor cursor, int priority) {
        this.cursor = cursor;
        this.priority = priority;
    }

    SyslogMessage parse() {
        var time = new LegacyTime(cursor);
        if (time.read() || readTimeOfRouter(time)) {
            readHostname(time.endsWithColon());
        }
        readTag();
        return new SyslogMessage(priority, hostname, tag, pid, Octets.NONE, cursor.rest());
    }

    /// Cisco's `29: fw-1: *Nov 22 10:00:00`: a number that counts its messages, its name if it is to be sent, and a
    /// mark of a clock that was not set (`*`) or lost its source (`.`). Some begin with a space or a colon.
    private boolean readTimeOfRouter(LegacyTime time) {
        int start = cursor.at();
        if (!cursor.skip(": ")) {
            cursor.skip(':');
        }
        cursor.skipAll(' ');
        Octets origin = Octets.NONE;
        int beforeNumber = cursor.at();
        if (cursor.skipNumber() && cursor.skip(": ")) {
            origin = readOrigin();
        } else {
            cursor.moveTo(beforeNumber);
        }
        if (!cursor.skip('*')) {
            cursor.skip('.');
        }
        if (time.read()) {
            hostname = origin;
            return true;
        }
        cursor.moveTo(start);
        return false;
    }

    private Octets readOrigin() {
        int start = cursor.at();
        int end = hostEnd();
        if (cursor.octet(end - 1) == ':') {
            end--;
        }
        if (end <= start || cursor.octet(end) != ':' || cursor.octet(end + 1) != ' ') {
            return Octets.NONE;
        }
        cursor.moveTo(end + 2);
        return cursor.slice(start, end);
    }

    private void readHostname(boolean afterColon) {
        boolean none = afterColon || !hostname.isEmpty() || cursor.startsWith("last message repeated ");
        if (none || readForwardedFrom()) {
            return;
        }
        int start = cursor.at();
        int end = hostEnd();
        if (end == start || cursor.octet(end) != ' ' || cursor.octet(end - 1) == ':') {
            return;
        }
        hostname = cursor.slice(start, end);
        cursor.moveTo(end + 1);
        // Cisco ASA: `fw-1 : %ASA-6-…`
        cursor.skip(": ");
    }

    /// AIX: `Message forwarded from host: app: text`.
    private boolean readForwardedFrom() {
        int start = cursor.at();
        if (!cursor.skip("Message forwarded from ")) {
            return false;
        }
        int name = cursor.at();
        int end = hostEnd();
        if (end - name < 2 || cursor.octet(end - 1) != ':' || cursor.octet(end) != ' ') {
            cursor.moveTo(start);
            return false;
        }
        hostname = cursor.slice(name, end - 1);
        cursor.moveTo(end + 1);
        return true;
    }

    /// Behind the last character that may be in a host's name or address.
    private int hostEnd() {
        int start = cursor.at();
        int end = start;
        while (end - start < LONGEST_HOST && isHostCharacter(cursor.octet(end))) {
            end++;
        }
        return end;
    }

    private static boolean isHostCharacter(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '-'
                || c == '_'
                || c == ':';
    }

    private void readTag() {
        int start = cursor.at();
        int bracket = Cursor.END;
        int end = start;
        for (int c = cursor.octet(end); c > ' ' && end - start < LONGEST_TAG; c = cursor.octet(++end)) {
            bracket = bracket == Cursor.END && c == '[' ? end : bracket;
        }
        if (bracket > start) {
            readTagWithPid(bracket, end);
        } else if (end - start > 1 && cursor.octet(end - 1) == ':') {
            tag = cursor.slice(start, end - 1);
            skipTo(end);
        }
    }

    private void readTagWithPid(int bracket, int end) {
        int start = cursor.at();
        int close = bracket;
        while (close < end && cursor.octet(close) != ']') {
            close++;
        }
        if (close >= end) {
            return;
        }
        boolean colon = cursor.octet(close + 1) == ':';
        if (colon || close + 1 == end) {
            tag = cursor.slice(start, bracket);
            pid = cursor.slice(bracket + 1, close);
            skipTo(colon ? close + 2 : close + 1);
        }
    }

    private void skipTo(int end) {
        cursor.moveTo(end);
        cursor.skip(' ');
    }
}
