package dev.muster.region.secrets;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;

/// Makes the box from the key that the replicas have agreed upon.
@ApplicationScoped
class SecretBoxes {
    private static final Path DEFAULT_FILE = Path.of("muster-secrets.key");

    @Produces
    @Singleton
    SecretBox box(SecretsConfig config, KeyAgreement agreement) {
        return agreement.boxOf(source(config), config.keyLost());
    }

    private static KeySource source(SecretsConfig config) {
        Optional<String> key = config.key();
        return key.isPresent()
                ? KeySource.of(key.get(), "muster.secrets.key")
                : KeySource.of(config.keyFile().orElse(DEFAULT_FILE));
    }

    /// Before anything is served: a replica with another key does not start. The box is made when it is used.
    void start(@Observes @Priority(1) StartupEvent startup, SecretBox box) {
        box.seal("", "");
    }
}
