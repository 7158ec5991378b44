package dev.muster.model.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NodeTransitionsTest {
    /// From and to by MAAS's numbers.
    private static final Map<Integer, Set<Integer>> TABLE = new TreeMap<>(Map.ofEntries(
            Map.entry(0, Set.of(1, 3, 4, 7, 8)),
            Map.entry(1, Set.of(2, 4, 7, 3, 0, 8)),
            Map.entry(2, Set.of(1, 3, 7, 8)),
            Map.entry(3, Set.of(0, 4, 10, 1, 8)),
            Map.entry(4, Set.of(1, 10, 5, 7, 3, 8)),
            Map.entry(5, Set.of(4, 10, 7, 3, 8, 14, 12)),
            Map.entry(6, Set.of(10, 3, 8, 4, 14, 12)),
            Map.entry(7, Set.of(0, 4, 3, 8)),
            Map.entry(8, Set.of(1, 4, 14, 12)),
            Map.entry(9, Set.of(10, 3, 8, 11, 6, 4, 14, 12)),
            Map.entry(10, Set.of(4, 7, 3, 8, 9, 14, 12)),
            Map.entry(11, Set.of(10, 3, 8, 4, 14, 12)),
            Map.entry(12, Set.of(4, 8, 3, 13)),
            Map.entry(13, Set.of(12, 14, 4, 8)),
            Map.entry(14, Set.of(8, 14, 15, 4, 12)),
            Map.entry(15, Set.of(14, 12, 8, 10, 4))));

    @Test
    void everyTransitionOfTheTableIsAllowedAndNoOther() {
        var allowed = Arrays.stream(NodeStatus.values())
                .collect(Collectors.toMap(
                        NodeStatus::number,
                        from -> NodeTransitions.after(from).stream()
                                .map(NodeStatus::number)
                                .collect(Collectors.toSet()),
                        (one, _) -> one,
                        TreeMap::new));

        assertThat(allowed).isEqualTo(TABLE);
    }

    @Test
    void aForbiddenTransitionNamesBothStates() {
        assertThatThrownBy(() -> NodeTransitions.check(NodeStatus.NEW, NodeStatus.DEPLOYED))
                .isInstanceOf(InvalidTransitionException.class)
                .hasMessage("Invalid transition: New -> Deployed.");
    }

    @Test
    void aFailureMayFollowTheStateThatItIsTheFailureOf() {
        for (NodeStatus status : NodeStatus.values()) {
            NodeTransitions.failureOf(status).ifPresent(failed -> assertThat(NodeTransitions.after(status))
                    .contains(failed));
        }
    }

    @Test
    void onlyStatesInProgressFail() {
        assertThat(Arrays.stream(NodeStatus.values())
                        .filter(status -> NodeTransitions.failureOf(status).isPresent()))
                .containsExactly(
                        NodeStatus.COMMISSIONING, NodeStatus.DEPLOYING, NodeStatus.RELEASING, NodeStatus.DISK_ERASING);
    }
}
