package dev.muster.cluster.syslog.policy;

import dev.muster.cluster.syslog.codec.Octets;
import dev.muster.cluster.syslog.codec.Utf8;

/// Makes text of any origin safe to stand in a line of a log file.
///
/// Control characters (line ends, escape sequences of terminals), line separators and marks that reverse the
/// direction of writing become the octal of their UTF-8 octets, `#012`, as rsyslog writes them. Octets that are no
/// UTF-8 become U+FFFD. A text becomes four times as long at most.
public final class SafeText {
    private static final String REPLACEMENT = "\u00EF\u00BF\u00BD";

    private SafeText() {}

    public static void append(LineBuffer line, Octets text) {
        int clean = 0;
        int at = 0;
        int end = text.length();
        while (at < end) {
            int octet = text.at(at) & 0xFF;
            int octets = octet < 0x80 ? 1 : Utf8.characterLength(text, at);
            if (octets > 0 && !isUnsafe(octet, octets, text, at)) {
                at += octets;
                continue;
            }
            line.append(text, clean, at);
            if (octets == 0) {
                line.append(REPLACEMENT);
                at++;
            } else {
                for (int stop = at + octets; at < stop; at++) {
                    appendOctal(line, text.at(at));
                }
            }
            clean = at;
        }
        line.append(text, clean, end);
    }

    /// C0, DEL and C1; U+061C, U+200E, U+200F, U+2028 to U+202E, U+2066 to U+2069.
    private static boolean isUnsafe(int first, int octets, Octets text, int at) {
        if (octets == 1) {
            return first < ' ' || first == 0x7F;
        }
        int second = text.at(at + 1) & 0xFF;
        if (octets == 2) {
            return (first == 0xC2 && second < 0xA0) || (first == 0xD8 && second == 0x9C);
        }
        if (octets == 4 || first != 0xE2) {
            return false;
        }
        int third = text.at(at + 2) & 0xFF;
        return second == 0x80
                ? third == 0x8E || third == 0x8F || (third >= 0xA8 && third <= 0xAE)
                : second == 0x81 && third >= 0xA6 && third <= 0xA9;
    }

    private static void appendOctal(LineBuffer line, byte octet) {
        line.append('#');
        line.append((char) ('0' + ((octet >> 6) & 3)));
        line.append((char) ('0' + ((octet >> 3) & 7)));
        line.append((char) ('0' + (octet & 7)));
    }
}
