package dev.muster.region.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.node.NodeStatus;
import java.time.Instant;
import java.util.HashSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SystemIdsTest {
    @Test
    void idsAreTimeBasedUuidsOfNow() {
        UUID uuid = UUID.fromString(SystemIds.next().substring("node-".length()));
        assertThat(uuid.version()).isEqualTo(1);
        assertThat(uuid.variant()).isEqualTo(2);
        long millis = (uuid.timestamp() - 0x01B21DD213814000L) / 10_000;
        assertThat(Instant.ofEpochMilli(millis))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    }

    @Test
    void noIdComesTwice() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 10_000; i++) {
            assertThat(seen.add(SystemIds.next())).isTrue();
        }
    }

    @Test
    void statusNumbersAreTheOrdinalsThatTheDatabaseHolds() {
        NodeStatus[] byOrdinal = NodeStatus.values();
        for (int i = 0; i < byOrdinal.length; i++) {
            assertThat(byOrdinal[i].number()).isEqualTo(i);
        }
    }
}
