package dev.muster.region.node;

import dev.muster.region.refusal.RefusedException;
import java.util.regex.Pattern;

/// The name of an operating system or of its release, wherever it comes in.
public final class SystemName {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private static final int LONGEST_SHOWN = 80;

    private SystemName() {}

    /// @throws RefusedException naming the field
    public static String of(String field, String text) {
        if (!NAME.matcher(text).matches()) {
            String shown = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
            throw RefusedException.field(field, "'" + shown + "' is not a name of letters, digits, '.', '_' and '-'.");
        }
        return text;
    }

    /// The same where nothing may be said.
    public static String orOpen(String field, String text) {
        return text.isBlank() ? "" : of(field, text.strip());
    }
}
