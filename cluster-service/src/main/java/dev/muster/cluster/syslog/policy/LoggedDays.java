package dev.muster.cluster.syslog.policy;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads back the day that [LogPath] files lines under.
public final class LoggedDays {
    private static final Pattern DAY = Pattern.compile("(\\d{4})/(\\d{2})/(\\d{2})/messages(\\.\\d{1,9})?");

    private LoggedDays() {}

    /// @param file below the host's folder; empty for one that is not a receiver's
    public static Optional<LocalDate> of(Path file) {
        var name = DAY.matcher(file.toString());
        if (!name.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.of(
                    Integer.parseInt(name.group(1)), Integer.parseInt(name.group(2)), Integer.parseInt(name.group(3))));
        } catch (DateTimeException noDay) {
            return Optional.empty();
        }
    }
}
