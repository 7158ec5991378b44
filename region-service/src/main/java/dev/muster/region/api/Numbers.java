package dev.muster.region.api;

import dev.muster.region.refusal.RefusedException;

/// Numbers as clients write them. One that is none, or out of its range, is refused with the range.
public final class Numbers {
    private Numbers() {}

    /// @throws RefusedException naming the field
    public static long whole(String field, String text, long least, long most) {
        try {
            long number = Long.parseLong(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw RefusedException.field(field, "A whole number from " + least + " to " + most + " is expected.");
    }

    /// @throws RefusedException naming the field
    public static double positive(String field, String text) {
        try {
            double number = Double.parseDouble(text.strip());
            if (number >= 0 && !Double.isInfinite(number)) {
                return number;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw RefusedException.field(field, "A positive number is expected.");
    }
}
