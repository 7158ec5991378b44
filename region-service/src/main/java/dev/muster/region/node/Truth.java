package dev.muster.region.node;

import dev.muster.region.refusal.RefusedException;
import java.util.Locale;

/// Booleans as MAAS's clients write them: `1` and `0`, `true` and `false`, `on` and `off`.
public final class Truth {
    private Truth() {}

    /// @throws RefusedException naming the field
    public static boolean of(String field, String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "1", "true", "on", "yes" -> true;
            case "0", "false", "off", "no", "" -> false;
            default -> throw RefusedException.field(field, "'" + text + "' is neither true nor false.");
        };
    }
}
