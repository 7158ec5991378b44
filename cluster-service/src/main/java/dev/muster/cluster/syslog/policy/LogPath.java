package dev.muster.cluster.syslog.policy;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;

/// Where a line is filed: `<HOSTNAME>/<YEAR>/<MONTH>/<DAY>/messages`, the layout that MAAS's package gave rsyslog.
public final class LogPath {
    private static final int LONGEST_NAME = 255;

    private LogPath() {}

    /// @param host as [#safeHost] made it
    /// @param day UTC day of reception; the sender's clock is not trusted
    public static Path of(Path logs, String host, LocalDate day) {
        return logs.resolve(host)
                .resolve("%04d".formatted(day.getYear()))
                .resolve("%02d".formatted(day.getMonthValue()))
                .resolve("%02d".formatted(day.getDayOfMonth()))
                .resolve("messages");
    }

    /// A name that is one harmless path segment: lower case, letters, digits, `.`, `-`, `_`; anything else becomes
    /// `_`, and so does a dot in front. The sender's address if nothing readable is left.
    public static String safeHost(String hostname, InetAddress sender) {
        String safe = safe(hostname);
        return safe.isEmpty() ? safe(sender.getHostAddress()) : safe;
    }

    private static String safe(String name) {
        int length = Math.min(name.endsWith(".") ? name.length() - 1 : name.length(), LONGEST_NAME);
        boolean readable = false;
        boolean clean = true;
        for (int i = 0; i < length; i++) {
            char c = name.charAt(i);
            boolean word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            readable |= word || (c >= 'A' && c <= 'Z');
            clean &= word || c == '-' || c == '_' || (c == '.' && i > 0);
        }
        if (!readable) {
            return "";
        }
        return clean
                ? name.substring(0, length)
                : replaced(name.substring(0, length).toLowerCase(Locale.ROOT));
    }

    private static String replaced(String name) {
        var safe = new StringBuilder(name.length());
        for (int i = 0; i < name.length() && i < LONGEST_NAME; i++) {
            char c = name.charAt(i);
            boolean allowed =
                    (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || (c == '.' && i > 0);
            safe.append(allowed ? c : '_');
        }
        return safe.toString();
    }
}
