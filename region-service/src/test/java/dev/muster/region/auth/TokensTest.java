package dev.muster.region.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    @Test
    void keysAreReadAsTheyAreShown() {
        ApiKey key = ApiKey.mint();
        assertThat(key.text()).matches(LETTERS + ":" + LETTERS + ":" + LETTERS);
        assertThat(ApiKey.parse(" " + key.text() + "\n")).contains(key);
        assertThat(ApiKey.parse("consumer:token")).isEmpty();
        assertThat(ApiKey.parse("consumer:token:secret:more")).isEmpty();
        assertThat(key.toString()).contains(key.consumerKey(), key.tokenKey()).doesNotContain(key.tokenSecret());
    }

    @Test
    void signatureIsPlainTextWithoutTheConsumersSecret() throws Exception {
        assertThat(credentials("PLAINTEXT", "&secret").tokenSecret()).isEqualTo("secret");
        assertThat(credentials("plaintext", "&secret").tokenSecret()).isEqualTo("secret");
        assertThatThrownBy(() -> credentials("HMAC-SHA1", "&secret").tokenSecret())
                .isInstanceOf(MalformedAuthorizationException.class);
        assertThatThrownBy(() -> credentials("PLAINTEXT", "consumer&secret").tokenSecret())
                .isInstanceOf(MalformedAuthorizationException.class);
        assertThat(credentials("PLAINTEXT", "&secret").toString())
                .contains("ck", "tk")
                .doesNotContain("secret");
    }

    private static OAuthCredentials credentials(String method, String signature) {
        return new OAuthCredentials("ck", "tk", method, signature);
    }
}
