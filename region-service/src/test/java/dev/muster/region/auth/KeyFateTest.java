package dev.muster.region.auth;

import static dev.muster.model.node.NodeStatus.COMMISSIONING;
import static dev.muster.model.node.NodeStatus.DEPLOYED;
import static dev.muster.model.node.NodeStatus.DEPLOYING;
import static dev.muster.model.node.NodeStatus.DISK_ERASING;
import static dev.muster.model.node.NodeStatus.READY;
import static dev.muster.model.node.NodeStatus.RELEASING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.node.NodeStatus;
import dev.muster.model.node.NodeTransitions;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/// A machine has a key as long as it works or is deployed.
class KeyFateTest {
    @Test
    void everyWorkBeginsWithAFreshKey() {
        for (NodeStatus from : NodeStatus.values()) {
            assertThat(NodeTransitions.after(from).stream().filter(to -> KeyFate.of(from, to) == KeyFate.MINTED))
                    .isSubsetOf(EnumSet.of(COMMISSIONING, DEPLOYING, DISK_ERASING));
            assertThat(KeyFate.of(from, COMMISSIONING)).isEqualTo(KeyFate.MINTED);
            assertThat(KeyFate.of(from, DEPLOYING)).isEqualTo(KeyFate.MINTED);
            assertThat(KeyFate.of(from, DISK_ERASING)).isEqualTo(KeyFate.MINTED);
        }
    }

    @Test
    void deployedMachineKeepsTheKeyThatItWasInstalledWith() {
        assertThat(KeyFate.of(DEPLOYING, DEPLOYED)).isEqualTo(KeyFate.KEPT);
    }

    @Test
    void keyOutlivesTheWorkForItsLastWords() {
        assertThat(KeyFate.of(COMMISSIONING, READY)).isEqualTo(KeyFate.EXPIRING);
        assertThat(KeyFate.of(DISK_ERASING, READY)).isEqualTo(KeyFate.EXPIRING);
        assertThat(KeyFate.of(DISK_ERASING, RELEASING)).isEqualTo(KeyFate.EXPIRING);
        for (NodeStatus work : EnumSet.of(COMMISSIONING, DEPLOYING, DISK_ERASING)) {
            NodeStatus failure = NodeTransitions.failureOf(work).orElseThrow();
            assertThat(KeyFate.of(work, failure)).isEqualTo(KeyFate.EXPIRING);
        }
    }

    /// Who had the machine must not have the next one's secrets.
    @Test
    void keyOfAUsersMachineEndsWithItsRelease() {
        for (NodeStatus from : EnumSet.complementOf(EnumSet.of(COMMISSIONING, DISK_ERASING))) {
            assertThat(KeyFate.of(from, READY)).as("from %s", from).isEqualTo(KeyFate.REVOKED);
            assertThat(KeyFate.of(from, RELEASING)).as("from %s", from).isEqualTo(KeyFate.REVOKED);
        }
    }

    @Test
    void nodeThatWaitsForNothingHasNone() {
        for (NodeStatus to : EnumSet.of(
                NodeStatus.NEW,
                NodeStatus.MISSING,
                NodeStatus.RESERVED,
                NodeStatus.RETIRED,
                NodeStatus.BROKEN,
                NodeStatus.ALLOCATED,
                NodeStatus.FAILED_RELEASING)) {
            for (NodeStatus from : NodeStatus.values()) {
                assertThat(KeyFate.of(from, to)).isEqualTo(KeyFate.REVOKED);
            }
        }
    }
}
