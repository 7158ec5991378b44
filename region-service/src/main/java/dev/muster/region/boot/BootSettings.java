package dev.muster.region.boot;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/// What machines boot when nothing more particular is known.
@ConfigMapping(prefix = "muster.boot")
public interface BootSettings {
    /// Operating system of the ephemeral image.
    @WithDefault("debian")
    String osystem();

    /// Its release.
    @WithDefault("bookworm")
    String release();

    /// Its label: `release` or `daily`.
    @WithDefault("release")
    String label();

    /// Architecture of a machine that did not say what it is.
    @WithDefault("amd64")
    String arch();

    /// Sub-architecture of the image.
    @WithDefault("generic")
    String subarch();

    /// Added to the kernel command line of every machine that has no tag with options of its own; empty for none.
    Optional<String> kernelOpts();

    /// How often one address that shows no cluster's credentials may ask in a minute what a machine is to boot.
    @WithDefault("600")
    int anonymousCalls();
}
