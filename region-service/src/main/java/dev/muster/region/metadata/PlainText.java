package dev.muster.region.metadata;

import java.util.regex.Pattern;

/// Machines write what operators read: on one line, of a length that can be read, and fit for the database, which
/// takes neither NUL nor half a character.
final class PlainText {
    private static final int LONGEST = 2_000;
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}\\p{Cs}]+");

    private PlainText() {}

    static String of(String text) {
        String plain = UNFIT.matcher(text).replaceAll(" ").strip();
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST);
    }
}
