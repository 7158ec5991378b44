package dev.muster.region.api;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Text from outside: UTF-8 (RFC 3629), without U+0000, which neither the database nor the environment of a program
/// holds. Everything that reads a path, a query, a body or a decoded header reads its text here.
public final class WireText {
    private static final String NUL = "U+0000 is not allowed here.";
    private static final String NOT_UTF_8 = "This is not UTF-8.";

    private WireText() {}

    /// Decodes octets and replaces none.
    public static String utf8(byte[] octets) throws MalformedTextException {
        try {
            return checked(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString());
        } catch (CharacterCodingException _) {
            throw new MalformedTextException(NOT_UTF_8);
        }
    }

    /// Checks text that was decoded already; in JSON, `\ud800` alone stands for half a character.
    public static String checked(String text) throws MalformedTextException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new MalformedTextException(NUL);
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    throw new MalformedTextException(NOT_UTF_8);
                }
                i++;
            }
        }
        return text;
    }

    /// Undoes percent-encoding (RFC 3986 2.1).
    static String percentDecoded(String text) throws MalformedTextException {
        return utf8(octets(text, false));
    }

    /// @param text with one character for each octet where it is not ASCII
    /// @param form whether `+` stands for a blank, as in forms and queries
    static byte[] octets(String text, boolean form) throws MalformedTextException {
        var octets = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int high = digit(text, i + 1);
                int low = digit(text, i + 2);
                if (high < 0 || low < 0) {
                    throw new MalformedTextException("The percent-encoding is malformed.");
                }
                octets.write((high << 4) | low);
                i += 2;
            } else {
                octets.write(form && c == '+' ? ' ' : c);
            }
        }
        return octets.toByteArray();
    }

    private static int digit(String text, int at) {
        return at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
    }

    /// Decodes what a machine says to people: what is wrong is replaced by U+FFFD.
    public static String lenient(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8).replace('\0', '\ufffd');
    }
}
