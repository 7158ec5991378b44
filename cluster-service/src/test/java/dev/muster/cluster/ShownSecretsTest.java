package dev.muster.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.testing.ShownSecrets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShownSecretsTest {
    private static final Set<String> HARMLESS = Set.of(
            "Credentials.token", // whether there is one
            "Outgoing.key", // of a Kafka record: a MAC, a system_id
            "Redaction.secrets", // how many there are
            "Settings.joinSecret", // the path of its file
            "State.keys" // of SCSI reservations, which any initiator reads
            );

    @Test
    void noRecordShowsASecret() {
        assertThat(ShownSecrets.beside(ClusterSettings.class, HARMLESS)).isEmpty();
    }
}
