package dev.muster.cluster.boot.grub;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Quotes words so that GRUB's shell leaves them as they are.
final class GrubWords {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.,:=/@%+-]+");

    private GrubWords() {}

    /// @param line words separated by spaces
    static String quoted(String line) {
        return Arrays.stream(line.split(" +")).map(GrubWords::quotedWord).collect(Collectors.joining(" "));
    }

    private static String quotedWord(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
