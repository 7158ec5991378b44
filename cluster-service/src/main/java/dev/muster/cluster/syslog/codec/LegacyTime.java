package dev.muster.cluster.syslog.codec;

import java.util.Set;

/// The time in front of a message of RFC 3164, as senders have it: passed over, not understood.
///
/// | sender | time |
/// |---|---|
/// | RFC 3164 4.1.2 | `Nov 22 10:00:00`, `Nov  2 10:00:00` |
/// | rsyslog, ESXi | `2026-11-22T10:00:00.123+01:00`; loggen's has no zone |
/// | Cisco ASA | `Nov 22 2026 10:00:00:` |
/// | Cisco IOS | `*Nov 22 10:00:00.123 MSK:` |
/// | Cisco NX-OS | `2026 Nov 22 10:00:00 UTC:` |
/// | JunOS | `Nov 22 10:00:00.123 2026` |
/// | Huawei | `Nov 22 2026 10:00:00+03:00` |
/// | log4j, databases | `2026-11-22 10:00:00,123` |
final class LegacyTime {
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final int SHORTEST_ZONE = 3;
    private static final int LONGEST_ZONE = 5;

    /// The names of the time zone database that are letters; a host of such a name is not called so in capitals.
    private static final Set<String> ZONES = Set.of(
            ("ACDT ACST ADT AEDT AEST AKDT AKST ART AST AWST BRT BST CAT CDT CEST CET CLST CLT CST EAT EDT EEST EET EST "
                            + "GMT GST HDT HKT HST ICT IDT IRST IST JST KST MDT MSD MSK MST MYT NDT NPT NST NZDT NZST "
                            + "PDT PHT PKT PST SAST SGT SST TRT UCT UTC WAT WEST WET WIB WIT WITA")
                    .split(" "));

    private final Cursor cursor;
    private boolean colon;

    LegacyTime(Cursor cursor) {
        this.cursor = cursor;
    }

    /// Whether there is a time; if not, the cursor is where it was.
    boolean read() {
        int start = cursor.at();
        boolean found = readDateAndClock() && readWhatFollows();
        if (!found) {
            cursor.moveTo(start);
        }
        return found;
    }

    /// Whether a colon ended the time: routers that write one name no host behind it.
    boolean endsWithColon() {
        return colon;
    }

    private boolean readDateAndClock() {
        if (!cursor.isDigit(0)) {
            return readMonthName();
        }
        int start = cursor.at();
        if (IsoTime.read(cursor, 'T') || IsoTime.read(cursor, ' ')) {
            return true;
        }
        if (cursor.skipDigits(4) && cursor.skip(' ') && readMonthName()) {
            return true;
        }
        cursor.moveTo(start);
        return false;
    }

    private boolean readMonthName() {
        if (!isMonth() || cursor.peek(3) != ' ') {
            return false;
        }
        cursor.moveTo(cursor.at() + 4);
        cursor.skip(' ');
        if (cursor.number(2) <= 0 || !cursor.skip(' ')) {
            return false;
        }
        if (isYear(0) && cursor.peek(4) == ' ') {
            cursor.moveTo(cursor.at() + 5);
        }
        return IsoTime.readClock(cursor);
    }

    private boolean isMonth() {
        for (int month = 0; month < MONTHS.length(); month += 3) {
            if (cursor.peek(0) == MONTHS.charAt(month)
                    && cursor.peek(1) == MONTHS.charAt(month + 1)
                    && cursor.peek(2) == MONTHS.charAt(month + 2)) {
                return true;
            }
        }
        return false;
    }

    /// `19xx` or `20xx`.
    private boolean isYear(int ahead) {
        boolean century = (cursor.peek(ahead) == '1' && cursor.peek(ahead + 1) == '9')
                || (cursor.peek(ahead) == '2' && cursor.peek(ahead + 1) == '0');
        return century && cursor.isDigit(ahead + 2) && cursor.isDigit(ahead + 3) && !cursor.isDigit(ahead + 4);
    }

    /// An offset, a zone's name, a year: each behind the time, in any order. Then a colon, then a space or the end.
    private boolean readWhatFollows() {
        IsoTime.readOffset(cursor);
        while (readWord()) {
            // one after another
        }
        colon = cursor.skip(':');
        if (!cursor.isAtEnd() && !cursor.skip(' ')) {
            return false;
        }
        cursor.skipAll(' ');
        return true;
    }

    private boolean readWord() {
        int start = cursor.at();
        if (!cursor.skip(' ')) {
            return false;
        }
        cursor.skipAll(' ');
        boolean found = readYear() || IsoTime.readOffset(cursor) || readZone();
        int next = cursor.peek(0);
        if (!found || (next != ' ' && next != ':' && next != Cursor.END)) {
            cursor.moveTo(start);
            return false;
        }
        return true;
    }

    private boolean readYear() {
        return isYear(0) && cursor.skipDigits(4);
    }

    /// `MSK`, `GMT+3`, `UTC+03:00`.
    private boolean readZone() {
        int length = 0;
        while (length <= LONGEST_ZONE && cursor.peek(length) >= 'A' && cursor.peek(length) <= 'Z') {
            length++;
        }
        if (length < SHORTEST_ZONE || length > LONGEST_ZONE) {
            return false;
        }
        int start = cursor.at();
        String name = cursor.slice(start, start + length).toString();
        if (!ZONES.contains(name)) {
            return false;
        }
        cursor.moveTo(start + length);
        if (name.equals("GMT") || name.equals("UTC")) {
            readHours();
        }
        return true;
    }

    private void readHours() {
        boolean oneDigit = (cursor.peek(0) == '+' || cursor.peek(0) == '-') && cursor.isDigit(1) && !cursor.isDigit(2);
        if (oneDigit) {
            cursor.moveTo(cursor.at() + 2);
        } else {
            IsoTime.readOffset(cursor);
        }
    }
}
