package dev.muster.region.api;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A header value with parameters, `form-data; name="a=b; c"`: the value and the parameter names in lower case,
/// quotes taken off (RFC 9110 5.6.6).
record HeaderValue(String value, Map<String, String> parameters) {
    HeaderValue {
        parameters = Map.copyOf(parameters);
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    static HeaderValue parse(String text) {
        var parameters = new HashMap<String, String>();
        int at = nextSemicolon(text, 0);
        String value = text.substring(0, at).strip().toLowerCase(Locale.ROOT);
        while (at < text.length()) {
            int end = nextSemicolon(text, at + 1);
            String parameter = text.substring(at + 1, end);
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                String name = parameter.substring(0, equals).strip().toLowerCase(Locale.ROOT);
                parameters.putIfAbsent(
                        name, unquote(parameter.substring(equals + 1).strip()));
            }
            at = end;
        }
        return new HeaderValue(value, parameters);
    }

    /// Where the next `;` outside quotes is, or the end.
    private static int nextSemicolon(String text, int from) {
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ';' && !quoted) {
                return i;
            }
        }
        return text.length();
    }

    private static String unquote(String text) {
        if (text.length() < 2 || !text.startsWith("\"") || !text.endsWith("\"")) {
            return text;
        }
        var plain = new StringBuilder(text.length());
        for (int i = 1; i < text.length() - 1; i++) {
            if (text.charAt(i) == '\\' && i + 2 < text.length()) {
                i++;
            }
            plain.append(text.charAt(i));
        }
        return plain.toString();
    }
}
