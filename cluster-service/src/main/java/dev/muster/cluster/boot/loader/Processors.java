package dev.muster.cluster.boot.loader;

/// The names that loaders have for processors.
public final class Processors {
    private Processors() {}

    /// Debian's name, as MAAS uses it; one that is not known stays as it is.
    public static String debianName(String loadersName) {
        return switch (loadersName) {
            case "x86_64" -> "amd64";
            case "x86" -> "i386";
            case "aarch64" -> "arm64";
            case "arm", "arm32" -> "armhf";
            case "powerpc", "ppc64" -> "ppc64el";
            default -> loadersName;
        };
    }
}
