package dev.muster.cluster.syslog.codec;

import java.util.Optional;

/// RFC 5424 after the version: `2026-11-22T10:00:00Z host app pid id [sd@1 a="b"] text`. Lengths beyond the RFC's
/// are taken; real senders have them.
final class ModernForm {
    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

    private final Cursor cursor;
    private final int priority;

    ModernForm(Cursor cursor, int priority) {
        this.cursor = cursor;
        this.priority = priority;
    }

    /// Empty if the five header fields are not there, so that the caller tries another form.
    Optional<SyslogMessage> parse() {
        if (!cursor.skip("- ") && !readTime()) {
            return Optional.empty();
        }
        Octets hostname = field();
        Octets appName = field();
        Octets procId = field();
        Octets messageId = field();
        if (hostname.isEmpty() || appName.isEmpty() || procId.isEmpty() || messageId.isEmpty()) {
            return Optional.empty();
        }
        Octets data = structuredData();
        cursor.skip(BYTE_ORDER_MARK);
        return Optional.of(
                new SyslogMessage(priority, orNone(hostname), orNone(appName), orNone(procId), data, cursor.rest()));
    }

    private boolean readTime() {
        return IsoTime.read(cursor, 'T') && IsoTime.readOffset(cursor) && cursor.skip(' ');
    }

    private static Octets orNone(Octets field) {
        return field.length() == 1 && field.at(0) == '-' ? Octets.NONE : field;
    }

    /// Up to the next space, which is skipped; empty at the end of the text.
    private Octets field() {
        int start = cursor.at();
        int end = cursor.next(' ');
        cursor.moveTo(Math.min(end + 1, cursor.end()));
        return cursor.slice(start, end);
    }

    /// Moves behind the structured data and its space. Data that breaks the grammar is left to the text.
    private Octets structuredData() {
        int start = cursor.at();
        if (cursor.skip('-') && endsHere()) {
            cursor.skip(' ');
            return Octets.NONE;
        }
        cursor.moveTo(start);
        boolean good = cursor.peek(0) == '[';
        while (good && cursor.peek(0) == '[') {
            good = skipElement();
        }
        if (!good || !endsHere()) {
            cursor.moveTo(start);
            return Octets.NONE;
        }
        Octets data = cursor.slice(start, cursor.at());
        cursor.skip(' ');
        return data;
    }

    private boolean endsHere() {
        return cursor.isAtEnd() || cursor.peek(0) == ' ';
    }

    private boolean skipElement() {
        cursor.skip('[');
        if (!skipName()) {
            return false;
        }
        while (cursor.skip(' ')) {
            if (!skipName() || !cursor.skip("=\"") || !skipValue()) {
                return false;
            }
        }
        return cursor.skip(']');
    }

    /// SD-NAME: printable ASCII but `=`, space, `]` and `"` (RFC 5424 6).
    private boolean skipName() {
        int start = cursor.at();
        for (int c = cursor.peek(0); c > ' ' && c < 127 && "=]\"".indexOf(c) < 0; c = cursor.peek(0)) {
            cursor.moveTo(cursor.at() + 1);
        }
        return cursor.at() > start;
    }

    /// To behind the quote that ends it; a backslash is before a quote, a bracket and itself (RFC 5424 6.3.3).
    private boolean skipValue() {
        while (!cursor.isAtEnd() && cursor.peek(0) != '"') {
            boolean escape =
                    cursor.peek(0) == '\\' && cursor.peek(1) != Cursor.END && "\"\\]".indexOf(cursor.peek(1)) >= 0;
            cursor.moveTo(cursor.at() + (escape ? 2 : 1));
        }
        return cursor.skip('"');
    }
}
