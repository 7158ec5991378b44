package dev.muster.region.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.node.NodeStatus;
import dev.muster.region.RegionTestResource;
import dev.muster.region.node.Node;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class AcquireRaceTest {
    private static final int NODES = 10;
    private static final int CALLERS = 32;

    @Inject
    Lifecycle lifecycle;

    @Inject
    LifeNodes nodes;

    @Test
    void noNodeIsGivenTwiceAndEveryFreeOneIsGiven() throws InterruptedException, ExecutionException {
        Constraints wanted = LifeNodes.onlyIn(zoneWithFreeNodes());
        for (int round = 0; round < 6; round++) {
            List<Node> given = acquireAtOnce(wanted);
            assertThat(given.stream().map(Node::systemId)).hasSize(NODES).doesNotHaveDuplicates();
            assertThat(given).allSatisfy(node -> assertThat(node.status()).isEqualTo(NodeStatus.ALLOCATED));
            given.forEach(node -> assertThat(lifecycle.release(node.systemId(), Optional.of(false)))
                    .map(Node::status)
                    .contains(NodeStatus.READY));
        }
    }

    private List<Node> acquireAtOnce(Constraints wanted) throws InterruptedException, ExecutionException {
        var start = new CountDownLatch(1);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<Node>>> calls = IntStream.range(0, CALLERS)
                    .mapToObj(i -> callers.submit(() -> {
                        start.await();
                        return lifecycle.acquire(new Acquirer(1, "token-" + i, "agent"), wanted);
                    }))
                    .toList();
            start.countDown();
            var given = new ArrayList<Node>();
            for (Future<Optional<Node>> call : calls) {
                call.get().ifPresent(given::add);
            }
            return given;
        }
    }

    private String zoneWithFreeNodes() {
        String zone = nodes.zone();
        for (int i = 0; i < NODES; i++) {
            nodes.into(zone, nodes.manual(NodeStatus.READY));
        }
        return zone;
    }
}
