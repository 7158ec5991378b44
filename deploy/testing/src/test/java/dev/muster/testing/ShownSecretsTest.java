package dev.muster.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShownSecretsTest {
    record Made(String name, String password) {}

    record Own(String name, Map<String, String> parameters) {
        @Override
        public String toString() {
            return "Own[" + name + "]";
        }
    }

    record Careless(String name, String joinSecret) {
        @Override
        public String toString() {
            return "Careless[" + name + ", " + joinSecret() + "]";
        }
    }

    record Counted(int tokens, long secrets) {}

    record Public(String tokenKey, String name) {}

    @Test
    void recordsAreFoundByWhatTheirTextReads() {
        assertThat(ShownSecrets.beside(ShownSecretsTest.class, Set.of()))
                .containsExactly(
                        "dev.muster.testing.ShownSecretsTest.Careless.joinSecret",
                        "dev.muster.testing.ShownSecretsTest.Made.password");
    }

    @Test
    void noExceptionIsLeftOver() {
        assertThat(ShownSecrets.beside(
                        ShownSecretsTest.class, Set.of("Careless.joinSecret", "Made.password", "Own.parameters")))
                .containsExactly("nothing is shown by Own.parameters");
    }
}
