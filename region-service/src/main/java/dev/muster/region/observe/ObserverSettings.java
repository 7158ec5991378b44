package dev.muster.region.observe;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/// Who may look at health, metrics and OpenAPI.
@ConfigMapping(prefix = "muster.observers")
public interface ObserverSettings {
    /// Networks, with commas between them, beside this machine.
    Optional<String> networks();
}
