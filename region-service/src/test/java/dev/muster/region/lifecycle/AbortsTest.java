package dev.muster.region.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.node.NodeStatus;
import dev.muster.model.node.NodeTransitions;
import dev.muster.region.refusal.RefusedException;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AbortsTest {
    @ParameterizedTest
    @CsvSource({
        "COMMISSIONING, NEW, Commissioning aborted",
        "DEPLOYING, ALLOCATED, Deployment aborted",
        "DISK_ERASING, FAILED_DISK_ERASING, Disk erasing aborted"
    })
    void workEndsWhereItCanBeginAgain(NodeStatus during, NodeStatus after, String reason) {
        assertThat(Aborts.of(during).to()).isEqualTo(after);
        assertThat(Aborts.of(during).toString()).contains(reason);
        assertThat(NodeTransitions.after(during)).contains(after);
    }

    @Test
    void whereNothingGoesOnThereIsNothingToAbort() {
        for (NodeStatus status : NodeStatus.values()) {
            if (!EnumSet.of(NodeStatus.COMMISSIONING, NodeStatus.DEPLOYING, NodeStatus.DISK_ERASING)
                    .contains(status)) {
                assertThatThrownBy(() -> Aborts.of(status))
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining("Nothing to abort: the node's state is '" + status.label() + "'.");
            }
        }
    }
}
