package dev.muster.model.node;

import static dev.muster.model.node.NodeStatus.BROKEN;
import static dev.muster.model.node.NodeStatus.COMMISSIONING;
import static dev.muster.model.node.NodeStatus.DEPLOYING;
import static dev.muster.model.node.NodeStatus.DISK_ERASING;
import static dev.muster.model.node.NodeStatus.FAILED_COMMISSIONING;
import static dev.muster.model.node.NodeStatus.FAILED_DEPLOYMENT;
import static dev.muster.model.node.NodeStatus.FAILED_DISK_ERASING;
import static dev.muster.model.node.NodeStatus.FAILED_RELEASING;
import static dev.muster.model.node.NodeStatus.MISSING;
import static dev.muster.model.node.NodeStatus.NEW;
import static dev.muster.model.node.NodeStatus.RETIRED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NodeStatusTest {
    @Test
    void statesHaveMaasNumbers() {
        NodeStatus[] all = NodeStatus.values();
        for (int number = 0; number < all.length; number++) {
            NodeStatus status = all[number];
            assertThat(status.number()).isEqualTo(number);
            assertThat(NodeStatus.ofNumber(status.number())).contains(status);
        }
        assertThat(NodeStatus.ofNumber(16)).isEmpty();
    }

    /// What clients of API 1.0 know: a node that somebody has is `Deployed`, whatever goes on with it.
    @Test
    void everyStateInSomebodysHandsFoldsToDeployed() {
        assertThat(Arrays.stream(NodeStatus.values()).mapToInt(NodeStatus::folded))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 6, 6, 6, 6, 6, 6, 6);
    }

    @Test
    void machinesWorkInThreeStates() {
        assertThat(Arrays.stream(NodeStatus.values()).filter(NodeStatus::isAtWork))
                .containsExactly(COMMISSIONING, DEPLOYING, DISK_ERASING);
    }

    @Test
    void somebodyHasToSeeToFailures() {
        assertThat(Arrays.stream(NodeStatus.values()).filter(NodeStatus::isFailure))
                .containsExactlyInAnyOrder(
                        FAILED_COMMISSIONING,
                        FAILED_DEPLOYMENT,
                        FAILED_RELEASING,
                        FAILED_DISK_ERASING,
                        BROKEN,
                        MISSING);
    }

    @Test
    void nodesBeginInThreeStates() {
        assertThat(NodeTransitions.first()).containsExactlyInAnyOrder(NEW, MISSING, RETIRED);
    }
}
