package dev.muster.region.preseed;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How documents for machines are chosen.
@ConfigMapping(prefix = "muster.preseed")
public interface PreseedSettings {
    /// Where an operator keeps templates of his own; read once, at the start. Without it the built-in ones are used.
    Optional<Path> templates();

    /// The images that curtin installs, because their ephemeral system carries it: `ubuntu`, or as much of
    /// `ubuntu/amd64/generic/trusty/release` as tells them apart. Muster's own installer does the others.
    Optional<List<String>> curtinImages();
}
