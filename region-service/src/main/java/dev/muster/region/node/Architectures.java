package dev.muster.region.node;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The architectures that nodes can have.
public final class Architectures {
    private static final List<String> KNOWN = List.of("amd64", "arm64", "armhf", "i386", "ppc64el");
    private static final Pattern SUBARCH = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private Architectures() {}

    /// `amd64/generic` as it is, `amd64` with `/generic` added; empty for one that is not known.
    public static Optional<String> whole(String text) {
        int slash = text.indexOf('/');
        String arch = slash < 0 ? text : text.substring(0, slash);
        String subarch = slash < 0 ? "generic" : text.substring(slash + 1);
        return KNOWN.contains(arch) && SUBARCH.matcher(subarch).matches()
                ? Optional.of(arch + "/" + subarch)
                : Optional.empty();
    }

    /// What a caller is told of one that is not known.
    public static String complaint(String text) {
        return "'" + text + "' is not a known architecture. Known are " + String.join(", ", KNOWN)
                + ", each alone or with a subarchitecture, as in 'amd64/generic'.";
    }
}
