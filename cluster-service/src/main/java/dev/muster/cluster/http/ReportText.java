package dev.muster.cluster.http;

import java.util.HexFormat;

/// Text from a machine that an operator will read: no control characters, no marks that turn the direction of
/// writing, not too long.
final class ReportText {
    private static final int LONGEST = 2000;

    private ReportText() {}

    static String safe(String text) {
        var safe = new StringBuilder();
        for (int i = 0; i < text.length() && safe.length() < LONGEST; i++) {
            char c = text.charAt(i);
            switch (Character.getType(c)) {
                case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    escape(safe, c);
                default -> safe.append(c);
            }
        }
        safe.setLength(Math.min(safe.length(), LONGEST));
        return safe.toString();
    }

    private static void escape(StringBuilder safe, char c) {
        switch (c) {
            case '\n' -> safe.append("\\n");
            case '\r' -> safe.append("\\r");
            case '\t' -> safe.append("\\t");
            default -> safe.append("\\u").append(HexFormat.of().toHexDigits(c));
        }
    }
}
