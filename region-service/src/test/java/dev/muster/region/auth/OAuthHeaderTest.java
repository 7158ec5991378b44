package dev.muster.region.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OAuthHeaderTest {
    private static final String REST = "oauth_version=\"1.0\", oauth_nonce=\"5d41\", oauth_timestamp=\"1420070400\", ";

    /// As the clients spell it: python-oauth, no realm, python-libmaas, gomaasapi, Ansible, packed, quoteless.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "OAuth realm=\"\", oauth_version=\"1.0\", oauth_nonce=\"5d41\", oauth_timestamp=\"1420070400\", "
                        + "oauth_consumer_key=\"CK\", oauth_token=\"TK\", oauth_signature_method=\"PLAINTEXT\", "
                        + "oauth_signature=\"%26SECRET\"",
                "OAuth oauth_nonce=\"5d41\", oauth_timestamp=\"1420070400\", oauth_version=\"1.0\", "
                        + "oauth_signature_method=\"PLAINTEXT\", oauth_consumer_key=\"CK\", oauth_token=\"TK\", "
                        + "oauth_signature=\"%26SECRET\"",
                "OAuth realm=\"OAuth\", oauth_nonce=\"5d41\", oauth_timestamp=\"1420070400\", "
                        + "oauth_consumer_key=\"CK\", oauth_token=\"TK\", oauth_signature_method=\"PLAINTEXT\", "
                        + "oauth_signature=\"%26SECRET\", oauth_version=\"1.0\"",
                "OAuth oauth_token=\"TK\", oauth_signature=\"%26SECRET\", realm=\"MAAS+API\", "
                        + "oauth_signature_method=\"PLAINTEXT\", oauth_timestamp=\"1420070400\", "
                        + "oauth_nonce=\"5d41\", oauth_consumer_key=\"CK\"",
                "OAuth oauth_version=1.0, oauth_signature_method=PLAINTEXT, oauth_consumer_key=CK, oauth_token=TK, "
                        + "oauth_signature=&SECRET, oauth_nonce=5d41, oauth_timestamp=1420070400",
                "OAuth realm=\"\",oauth_version=\"1.0\",oauth_nonce=\"5d41\",oauth_timestamp=\"1420070400\","
                        + "oauth_consumer_key=\"CK\",oauth_token=\"TK\",oauth_signature_method=\"PLAINTEXT\","
                        + "oauth_signature=\"%26SECRET\"",
                "oauth  oauth_nonce=\"5d41\" , oauth_timestamp=\"1420070400\" , oauth_consumer_key=\"CK\" , "
                        + "oauth_token=\"TK\" , oauth_signature_method=\"plaintext\" , oauth_signature=\"&SECRET\" ,"
            })
    void everySpellingIsRead(String header) throws Exception {
        OAuthCredentials credentials = OAuthHeader.parse(header);
        assertThat(credentials.consumerKey()).isEqualTo("CK");
        assertThat(credentials.tokenKey()).isEqualTo("TK");
        assertThat(credentials.tokenSecret()).isEqualTo("SECRET");
        assertThat(credentials.toString()).doesNotContain("SECRET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Basic YTpi",
                "Bearer x",
                "OAuth",
                "OAuthX a=b",
                "OAuth garbage",
                "OAuth oauth_consumer_key=\"CK\"",
                "OAuth oauth_nonce=\"1\", oauth_timestamp=\"1\", oauth_consumer_key=\"CK\", oauth_token=\"\", "
                        + "oauth_signature_method=\"PLAINTEXT\", oauth_signature=\"%26S\"",
                "OAuth oauth_token=\"a\", oauth_token=\"b\""
            })
    void whatIsNotWholeIsRefused(String header) {
        assertThatThrownBy(() -> OAuthHeader.parse(header)).isInstanceOf(MalformedAuthorizationException.class);
    }

    @Test
    void otherSignatureMethodsAreRefused() throws Exception {
        OAuthCredentials signed = OAuthHeader.parse("OAuth " + REST
                + "oauth_consumer_key=\"CK\", oauth_token=\"TK\", oauth_signature_method=\"HMAC-SHA1\", "
                + "oauth_signature=\"abc%3D\"");
        assertThatThrownBy(signed::tokenSecret).hasMessageContaining("PLAINTEXT");
    }

    @Test
    void aConsumerSecretIsRefused() throws Exception {
        OAuthCredentials signed = OAuthHeader.parse("OAuth " + REST
                + "oauth_consumer_key=\"CK\", oauth_token=\"TK\", oauth_signature_method=\"PLAINTEXT\", "
                + "oauth_signature=\"consumer%26SECRET\"");
        assertThatThrownBy(signed::tokenSecret).isInstanceOf(MalformedAuthorizationException.class);
    }

    @Test
    void noHeaderMakesItFailOtherwise() {
        var random = new Random(17);
        String alphabet = "oauth_tkensigrum=\",% &2 6Z\u00e9\\";
        for (int i = 0; i < 50_000; i++) {
            var header = new StringBuilder("OAuth ");
            for (int length = random.nextInt(80); length > 0; length--) {
                header.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                OAuthHeader.parse(header.toString());
            } catch (MalformedAuthorizationException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
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

    @Test
    void escapesAreReadToTheLastCharacter() throws Exception {
        OAuthCredentials credentials = OAuthHeader.parse("OAuth " + REST
                + "oauth_consumer_key=\"C%4B\", oauth_token=\"%54%4b\", oauth_signature_method=\"PLAINTEXT\", "
                + "oauth_signature=\"%26%zz%4%\"");
        assertThat(credentials.consumerKey()).isEqualTo("CK");
        assertThat(credentials.tokenKey()).isEqualTo("TK");
        assertThat(credentials.tokenSecret()).isEqualTo("%zz%4%");
    }

    @Test
    void headerHasABound() {
        String longest = "OAuth " + "a".repeat(OAuthHeader.MAX_LENGTH - 6);
        assertThatThrownBy(() -> OAuthHeader.parse(longest)).hasMessage("Malformed header.");
        assertThatThrownBy(() -> OAuthHeader.parse(longest + "a")).hasMessage("Header too long.");
    }

    @Test
    void parameterWithoutANameIsNotTakenForAnother() {
        assertThatThrownBy(() -> OAuthHeader.parse("OAuth =\"a\"")).hasMessage("Missing oauth_timestamp.");
    }
}
