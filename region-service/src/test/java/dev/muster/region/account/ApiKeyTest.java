package dev.muster.region.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApiKeyTest {
    private static final String LETTERS = "[A-HJ-NP-Za-km-np-z2-9]+";

    @Test
    void keysAreReadAsTheyAreShown() {
        ApiKey key = ApiKey.mint();
        assertThat(key.text()).matches(LETTERS + ":" + LETTERS + ":" + LETTERS);
        assertThat(ApiKey.parse(" " + key.text() + "\n")).contains(key);
        assertThat(ApiKey.parse("consumer:token")).isEmpty();
        assertThat(ApiKey.parse("consumer:token:secret:more")).isEmpty();
        assertThat(key.toString()).contains(key.consumerKey(), key.tokenKey()).doesNotContain(key.tokenSecret());
    }
}
