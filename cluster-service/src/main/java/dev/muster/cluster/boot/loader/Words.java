package dev.muster.cluster.boot.loader;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Takes the values of an answer, as they came from the network, only if they stay what they are inside a
/// configuration.
public final class Words {
    private static final Pattern WORD = Pattern.compile("[\\x21-\\x7e]+");
    private static final Pattern LINE = Pattern.compile("[\\x20-\\x7e]*");
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+~-]*");

    private Words() {}

    /// One word: printable ASCII without a space.
    public static String word(String field, @Nullable String value) throws UnsafeBootAnswer {
        return matching(WORD, field, value);
    }

    /// One segment of a path.
    public static String segment(String field, @Nullable String value) throws UnsafeBootAnswer {
        return matching(SEGMENT, field, value);
    }

    /// Words separated by spaces; none is empty.
    public static String optionalLine(String field, @Nullable String value) throws UnsafeBootAnswer {
        return value == null ? "" : matching(LINE, field, value).strip();
    }

    private static String matching(Pattern pattern, String field, @Nullable String value) throws UnsafeBootAnswer {
        if (value == null) {
            throw new UnsafeBootAnswer(field, "is missing");
        }
        if (!pattern.matcher(value).matches()) {
            throw new UnsafeBootAnswer(field, "has characters that do not belong there, or is empty");
        }
        return value;
    }
}
