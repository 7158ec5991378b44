package dev.muster.cluster.syslog.codec;

/// A date and time of ISO 8601: passed over, not understood.
final class IsoTime {
    private IsoTime() {}

    /// `2026-11-22T10:00:00.123`, with the given letter in its middle. Moves the cursor behind it, or not at all.
    static boolean read(Cursor cursor, char middle) {
        int start = cursor.at();
        boolean found = cursor.skipDigits(4)
                && cursor.skip('-')
                && cursor.skipDigits(2)
                && cursor.skip('-')
                && cursor.skipDigits(2)
                && cursor.skip(middle)
                && readClock(cursor);
        if (!found) {
            cursor.moveTo(start);
        }
        return found;
    }

    /// `10:00:00`, `1:02:03.123456`, `10:00:00,123`.
    static boolean readClock(Cursor cursor) {
        boolean found = cursor.number(2) >= 0
                && cursor.skip(':')
                && cursor.skipDigits(2)
                && cursor.skip(':')
                && cursor.skipDigits(2);
        boolean fraction = (cursor.peek(0) == '.' || cursor.peek(0) == ',') && cursor.isDigit(1);
        if (found && fraction) {
            cursor.moveTo(cursor.at() + 1);
            cursor.skipNumber();
        }
        return found;
    }

    /// `Z`, `+01:00`, `-0700` or `+03`. Moves the cursor behind it, or not at all.
    static boolean readOffset(Cursor cursor) {
        int start = cursor.at();
        if (cursor.skip('Z')) {
            return true;
        }
        boolean found = (cursor.skip('+') || cursor.skip('-')) && cursor.skipDigits(2);
        if (!found) {
            cursor.moveTo(start);
            return false;
        }
        int hours = cursor.at();
        cursor.skip(':');
        if (!cursor.skipDigits(2)) {
            cursor.moveTo(hours);
        }
        return true;
    }
}
