package dev.muster.region.node;

import dev.muster.region.api.ApiException;
import java.util.regex.Pattern;

/// The name of an operating system or of its release, wherever it comes in.
public final class SystemName {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private SystemName() {}

    /// What is wrong with a name; empty text is one that is left open.
    public static boolean isWrong(String text) {
        return !text.isEmpty() && !NAME.matcher(text).matches();
    }

    public static String complaint(String text) {
        String shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return "'" + shown + "' is not a name of letters, digits, '.', '_' and '-'.";
    }

    /// @throws ApiException 400 naming the field
    static String checked(String field, String text) {
        String name = text.strip();
        if (isWrong(name)) {
            throw ApiException.field(field, complaint(name));
        }
        return name;
    }
}
