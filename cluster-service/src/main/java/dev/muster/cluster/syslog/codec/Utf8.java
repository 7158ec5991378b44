package dev.muster.cluster.syslog.codec;

import java.nio.ByteBuffer;

/// Where the characters of a text are (RFC 3629).
public final class Utf8 {
    private Utf8() {}

    /// The length without a character that was cut in its middle at the end.
    public static int wholeLength(byte[] bytes, int offset, int length) {
        return wholeLength(ByteBuffer.wrap(bytes, offset, length), length);
    }

    /// The same of the first octets of what remains in a buffer, which is left as it is.
    public static int wholeLength(ByteBuffer bytes, int length) {
        int first = bytes.position();
        int last = first + length - 1;
        int lead = last;
        while (lead > first && last - lead < 3 && (bytes.get(lead) & 0xC0) == 0x80) {
            lead--;
        }
        if (length == 0 || (bytes.get(lead) & 0xC0) != 0xC0) {
            return length;
        }
        int octets = (bytes.get(lead) & 0xE0) == 0xC0 ? 2 : (bytes.get(lead) & 0xF0) == 0xE0 ? 3 : 4;
        return last - lead + 1 < octets ? lead - first : length;
    }

    /// Octets of the character whose first is at the index, 1 to 4; 0 if there is none.
    public static int characterLength(Octets text, int at) {
        int first = text.at(at) & 0xFF;
        if (first < 0x80) {
            return 1;
        }
        int octets = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        if (octets == 0 || at + octets > text.length() || !isSecond(first, text.at(at + 1) & 0xFF)) {
            return 0;
        }
        for (int i = 2; i < octets; i++) {
            if ((text.at(at + i) & 0xC0) != 0x80) {
                return 0;
            }
        }
        return octets;
    }

    /// Leaves out longer forms than needed, surrogates, and what is beyond U+10FFFF.
    private static boolean isSecond(int first, int second) {
        int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        return second >= least && second <= most;
    }
}
