package dev.muster.region.node;

import dev.muster.region.api.ApiException;
import java.util.Locale;

/// Booleans as MAAS's clients write them: `1` and `0`, `true` and `false`, `on` and `off`.
public final class Truth {
    private Truth() {}

    /// @throws ApiException 400 naming the field
    public static boolean of(String field, String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "1", "true", "on", "yes" -> true;
            case "0", "false", "off", "no", "" -> false;
            default -> throw ApiException.field(field, "'" + text + "' is neither true nor false.");
        };
    }
}
