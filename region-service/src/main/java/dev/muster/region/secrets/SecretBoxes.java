package dev.muster.region.secrets;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/// Makes the box from the configured key.
@ApplicationScoped
class SecretBoxes {
    private static final Path DEFAULT_FILE = Path.of("muster-secrets.key");

    @Produces
    @Singleton
    SecretBox box(SecretsConfig config) {
        return new SecretBox(config.key()
                .map(key -> SecretKeyFile.decode(key, "muster.secrets.key"))
                .orElseGet(() -> SecretKeyFile.readOrMake(config.keyFile().orElse(DEFAULT_FILE))));
    }
}
