package dev.muster.cluster.syslog.codec;

/// A place in a message that is being read. Nothing is read beyond its end.
final class Cursor {
    static final int END = -1;

    private final byte[] bytes;
    private final int end;
    private int at;

    Cursor(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    int at() {
        return at;
    }

    void moveTo(int index) {
        at = index;
    }

    int end() {
        return end;
    }

    boolean isAtEnd() {
        return at >= end;
    }

    /// The octet at an absolute index, or [#END].
    int octet(int index) {
        return index < end ? bytes[index] & 0xFF : END;
    }

    /// The octet so far ahead, or [#END].
    int peek(int ahead) {
        return octet(at + ahead);
    }

    boolean skip(char c) {
        if (peek(0) != c) {
            return false;
        }
        at++;
        return true;
    }

    void skipAll(char c) {
        while (skip(c)) {
            // one after another
        }
    }

    boolean startsWith(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            if (peek(i) != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    boolean skip(String ascii) {
        if (!startsWith(ascii)) {
            return false;
        }
        at += ascii.length();
        return true;
    }

    boolean isDigit(int ahead) {
        int c = peek(ahead);
        return c >= '0' && c <= '9';
    }

    /// Up to so many digits, which are passed over; -1 if there is none.
    int number(int digits) {
        int value = isDigit(0) ? 0 : -1;
        for (int i = 0; i < digits && isDigit(0); i++) {
            value = value * 10 + bytes[at++] - '0';
        }
        return value;
    }

    /// All digits that follow.
    boolean skipNumber() {
        int start = at;
        while (isDigit(0)) {
            at++;
        }
        return at > start;
    }

    /// Exactly so many digits.
    boolean skipDigits(int digits) {
        for (int i = 0; i < digits; i++) {
            if (!isDigit(i)) {
                return false;
            }
        }
        at += digits;
        return true;
    }

    /// The absolute index of the next such octet, or the end.
    int next(char c) {
        int index = at;
        while (index < end && bytes[index] != c) {
            index++;
        }
        return index;
    }

    Octets slice(int from, int to) {
        return from < to ? new Octets(bytes, from, to) : Octets.NONE;
    }

    Octets rest() {
        return slice(at, end);
    }
}
