package dev.muster.region.document;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// XML in which firmware's own bytes stand, such as a serial number in Latin-1: each that cannot stand there becomes
/// U+FFFD, so that one of them does not cost the rest.
///
/// @param bytes UTF-8
/// @param replaced characters
@SuppressWarnings("ArrayRecordComponent") // only read
public record RepairedXml(byte[] bytes, int replaced) {
    private static final Pattern REFERENCE = Pattern.compile("&#(x[0-9a-fA-F]{1,8}|[0-9]{1,9});");
    private static final String REPLACEMENT = "\uFFFD";

    /// @param xml in UTF-8, as lshw says that it writes
    public static RepairedXml of(byte[] xml) {
        var repaired = new StringBuilder(xml.length);
        int replaced = 0;
        for (int c : (Iterable<Integer>) new String(xml, StandardCharsets.UTF_8).codePoints()::iterator) {
            boolean spoilt = c == 0xFFFD || !isCharacter(c);
            replaced += spoilt ? 1 : 0;
            repaired.appendCodePoint(spoilt ? 0xFFFD : c);
        }
        Matcher reference = REFERENCE.matcher(repaired);
        var text = new StringBuilder(repaired.length());
        while (reference.find()) {
            boolean spoilt = !isCharacter(number(reference.group(1)));
            replaced += spoilt ? 1 : 0;
            reference.appendReplacement(text, spoilt ? REPLACEMENT : Matcher.quoteReplacement(reference.group()));
        }
        reference.appendTail(text);
        return new RepairedXml(text.toString().getBytes(StandardCharsets.UTF_8), replaced);
    }

    private static long number(String digits) {
        return digits.startsWith("x") ? Long.parseLong(digits.substring(1), 16) : Long.parseLong(digits);
    }

    /// XML 1.0 2.2.
    private static boolean isCharacter(long c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || (c >= 0x10000 && c <= 0x10FFFF);
    }
}
