package dev.muster.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.power.PowerOrder;
import dev.muster.testing.ShownSecrets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShownSecretsTest {
    @Test
    void noRecordShowsASecret() {
        assertThat(ShownSecrets.beside(PowerOrder.class, Set.of())).isEmpty();
    }
}
