package dev.muster.region.node;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Host names (RFC 1123 2.1) with or without a domain.
public final class Hostnames {
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

    /// What DNS servers make up for an address without a name, and an address itself.
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}([-.]\\d{1,3}){3}(\\..*)?|.*:.*");

    private static final int LONGEST = 253;

    private Hostnames() {}

    /// In lower case and without the dot at the end; empty if the text is no host name.
    public static Optional<String> normalised(String text) {
        String name = text.strip().toLowerCase(Locale.ROOT);
        String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return plain.length() <= LONGEST && NAME.matcher(plain).matches() ? Optional.of(plain) : Optional.empty();
    }

    /// Whether a name says nothing but an address: `192-168-1-205.example.com`.
    public static boolean isAddress(String text) {
        return ADDRESS.matcher(text.strip()).matches();
    }

    public static String complaint(String text) {
        String shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return "'" + shown + "' is not a valid host name: labels of letters, digits and hyphens, at most 63 long.";
    }
}
