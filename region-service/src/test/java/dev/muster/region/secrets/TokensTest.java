package dev.muster.region.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static final String LETTERS = "[A-HJ-NP-Za-km-np-z2-9]+";

    @Test
    void tokensAreAsLongAsAskedForAndDiffer() {
        var tokens = IntStream.range(0, 1000).mapToObj(_ -> Tokens.random(32)).collect(Collectors.toSet());
        assertThat(tokens)
                .hasSize(1000)
                .allSatisfy(token -> assertThat(token).hasSize(32).matches(LETTERS));
    }

    @Test
    void onlyTheTokenItselfMatchesItsHash() {
        byte[] hash = Tokens.hash("secret");
        assertThat(HexFormat.of().formatHex(hash))
                .isEqualTo("2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b");
        assertThat(Tokens.matches("secret", hash)).isTrue();
        assertThat(Tokens.matches("Secret", hash)).isFalse();
        assertThat(Tokens.matches("", hash)).isFalse();
        assertThat(Tokens.matches("secret", new byte[0])).isFalse();
    }
}
