package dev.muster.region.feed;

import org.jspecify.annotations.Nullable;

/// A record that would be no better next time: nobody can understand it.
public final class UnusableRecord extends RuntimeException {
    /// @param why for an operator
    public UnusableRecord(String why) {
        super(why);
    }

    /// @param what it was to be, `lease`
    public static UnusableRecord no(String what, Exception cause) {
        return new UnusableRecord(
                "no " + what + ": " + cause.getClass().getSimpleName() + ": " + firstLine(cause.getMessage()));
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }
}
