package dev.muster.cluster.syslog.policy;

import java.nio.charset.StandardCharsets;

/// Makes text of any origin safe to stand in a line of a log file.
///
/// Control characters (line ends, escape sequences of terminals), line separators and marks that reverse the
/// direction of writing become the octal of their UTF-8 octets, `#012`, as rsyslog writes them.
public final class SafeText {
    private SafeText() {}

    public static void append(StringBuilder line, String text) {
        int clean = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isUnsafe(c)) {
                line.append(text, clean, i);
                appendOctal(line, c);
                clean = i + 1;
            }
        }
        line.append(text, clean, text.length());
    }

    public static String of(String text) {
        var line = new StringBuilder(text.length() + 16);
        append(line, text);
        return line.toString();
    }

    private static boolean isUnsafe(char c) {
        return c < ' '
                || (c >= 0x7F && c <= 0x9F)
                || (c >= 0x200E && c <= 0x200F)
                || (c >= 0x2028 && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }

    private static void appendOctal(StringBuilder line, char c) {
        for (byte octet : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) {
            line.append('#')
                    .append((char) ('0' + ((octet >> 6) & 3)))
                    .append((char) ('0' + ((octet >> 3) & 7)))
                    .append((char) ('0' + (octet & 7)));
        }
    }
}
