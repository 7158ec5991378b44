package dev.muster.region;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.region.node.Node;
import dev.muster.testing.ShownSecrets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShownSecretsTest {
    private static final Set<String> HARMLESS = Set.of(
            "Doc.parameters", // their documentation
            "ErrorAnswer.headers", // of an answer: Retry-After
            "GivenTo.token", // the public part of an API key
            "HeaderValue.parameters", // of Content-Type and the like
            "Json.key", // a public SSH key
            "NodeFilter.token", // the public part of an API key
            "Stored.line", // a public SSH key
            "Use.token", // the public part of an API key
            "Waiting.key" // of a Kafka record: a MAC, a system_id
            );

    @Test
    void noRecordShowsASecret() {
        assertThat(ShownSecrets.beside(Node.class, HARMLESS)).isEmpty();
    }
}
