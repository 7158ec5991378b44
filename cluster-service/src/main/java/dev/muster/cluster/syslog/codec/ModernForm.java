package dev.muster.cluster.syslog.codec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// RFC 5424 after the version: `2026-11-22T10:00:00Z host app pid id [sd@1 a="b"] text`. Lengths beyond the RFC's
/// are taken; real senders have them.
final class ModernForm {
    private static final int MOST_ELEMENTS = 64;
    private static final int MOST_PARAMETERS = 256;

    private final String text;
    private final int priority;
    private int at;

    ModernForm(String text, int start, int priority) {
        this.text = text;
        this.at = start;
        this.priority = priority;
    }

    /// Empty if the five header fields are not there, so that the caller tries another form.
    Optional<SyslogMessage> parse() {
        String time = field();
        Optional<Instant> timestamp = TimestampReader.iso(time);
        if (timestamp.isEmpty() && !time.equals("-")) {
            return Optional.empty();
        }
        String[] header = {field(), field(), field(), field()};
        for (String part : header) {
            if (part.isEmpty()) {
                return Optional.empty();
            }
        }
        var data = structuredData();
        String message = text.substring(Math.min(at, text.length()));
        return Optional.of(new SyslogMessage(
                priority >> 3,
                priority & 7,
                timestamp,
                orEmpty(header[0]),
                orEmpty(header[1]),
                orEmpty(header[2]),
                orEmpty(header[3]),
                data,
                message.startsWith("\uFEFF") ? message.substring(1) : message));
    }

    private static String orEmpty(String field) {
        return field.equals("-") ? "" : field;
    }

    /// Up to the next space, which is skipped; empty at the end of the text.
    private String field() {
        int end = text.indexOf(' ', at);
        int stop = end < 0 ? text.length() : end;
        String field = text.substring(Math.min(at, stop), stop);
        at = stop + 1;
        return field;
    }

    /// Moves behind the structured data and its space. Data that breaks the grammar is left to the message.
    private List<StructuredElement> structuredData() {
        int start = at;
        if (text.startsWith("-", at) && endsAt(at + 1)) {
            at += 2;
            return List.of();
        }
        var elements = new ArrayList<StructuredElement>();
        boolean good = at < text.length() && text.charAt(at) == '[';
        while (good && at < text.length() && text.charAt(at) == '[') {
            good = elements.size() < MOST_ELEMENTS && readElement(elements);
        }
        if (!good || !endsAt(at)) {
            at = start;
            return List.of();
        }
        at++;
        return elements;
    }

    private boolean endsAt(int index) {
        return index >= text.length() || text.charAt(index) == ' ';
    }

    private boolean readElement(List<StructuredElement> elements) {
        at++;
        String id = name();
        var parameters = new ArrayList<StructuredElement.Parameter>();
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
            if (parameters.size() >= MOST_PARAMETERS || !readParameter(parameters)) {
                return false;
            }
        }
        if (id.isEmpty() || at >= text.length() || text.charAt(at) != ']') {
            return false;
        }
        at++;
        elements.add(new StructuredElement(id, parameters));
        return true;
    }

    private boolean readParameter(List<StructuredElement.Parameter> parameters) {
        String name = name();
        if (name.isEmpty() || !text.startsWith("=\"", at)) {
            return false;
        }
        at += 2;
        var value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < text.length() && "\"\\]".indexOf(text.charAt(at + 1)) >= 0) {
                at++;
            }
            value.append(text.charAt(at++));
        }
        at++;
        parameters.add(new StructuredElement.Parameter(name, value.toString()));
        return at <= text.length();
    }

    /// SD-NAME: printable ASCII but `=`, space, `]` and `"` (RFC 5424 6).
    private String name() {
        int start = at;
        while (at < text.length()
                && text.charAt(at) > ' '
                && text.charAt(at) < 127
                && "=]\"".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }
}
