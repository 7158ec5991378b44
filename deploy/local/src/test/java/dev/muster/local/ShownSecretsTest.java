package dev.muster.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.testing.ShownSecrets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShownSecretsTest {
    @Test
    void noRecordShowsASecret() {
        assertThat(ShownSecrets.beside(LocalStackConfig.class, Set.of())).isEmpty();
    }
}
