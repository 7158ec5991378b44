package dev.muster.region.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.node.InvalidTransitionException;
import dev.muster.model.node.NodeStatus;
import dev.muster.model.power.PowerAction;
import dev.muster.model.power.PowerState;
import dev.muster.region.RegionTestResource;
import dev.muster.region.refusal.Refusal;
import dev.muster.region.refusal.RefusedException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Everybody at one node at once: operators, the machine, its power, and time.
@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class LifeRaceTest {
    private static final int ACTS = 200;
    private static final int ACTORS = 8;

    @Inject
    Lifecycle lifecycle;

    @Inject
    TimeoutSweep timeouts;

    @Inject
    LifeNodes nodes;

    private final Queue<Throwable> surprises = new ConcurrentLinkedQueue<>();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void whateverComesTogetherEveryMoveIsInTheTable(long seed) {
        String node = nodes.switched(NodeStatus.NEW);
        var left = new AtomicInteger(ACTS);
        try (var actors = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < ACTORS; i++) {
                var random = new Random(seed + i);
                actors.execute(() -> {
                    while (left.getAndDecrement() > 0) {
                        act(node, random);
                    }
                });
            }
        }
        assertThat(surprises).isEmpty();
        assertThat(nodes.checkedMoves(node, NodeStatus.NEW)).as("moves").isGreaterThan(5);
    }

    private void act(String node, Random random) {
        List<Runnable> acts = acts(node);
        try {
            acts.get(random.nextInt(acts.size())).run();
        } catch (InvalidTransitionException _) {
            // the state does not allow it
        } catch (RefusedException e) {
            if (!(e.refusal() instanceof Refusal.Conflict || e.refusal() instanceof Refusal.Busy)) {
                surprises.add(e);
            }
        } catch (RuntimeException e) {
            surprises.add(e);
        }
    }

    private List<Runnable> acts(String node) {
        return List.of(
                () -> lifecycle.commission(node),
                () -> lifecycle.commission(node),
                () -> lifecycle.commissioned(node),
                () -> lifecycle.commissioningFailed(node, "a script failed"),
                () -> lifecycle.acquire(new Acquirer(1, "token", ""), named(node)),
                () -> lifecycle.acquire(new Acquirer(1, "token", ""), named(node)),
                () -> lifecycle.start(node, new Installation("", "", Optional.empty())),
                () -> lifecycle.start(node, new Installation("", "", Optional.empty())),
                () -> lifecycle.netbootOff(node),
                () -> lifecycle.deployed(node),
                () -> lifecycle.deploymentFailed(node, "curtin failed"),
                () -> lifecycle.progress(node, "step"),
                () -> lifecycle.release(node, Optional.of(false)),
                () -> lifecycle.release(node, Optional.of(true)),
                () -> lifecycle.erased(node),
                () -> lifecycle.eraseFailed(node, "a disk failed"),
                () -> lifecycle.markBroken(node, "smoke"),
                () -> lifecycle.markFixed(node),
                () -> lifecycle.abort(node),
                () -> nodes.timeIsOver(node),
                timeouts::sweep,
                () -> nodes.power(node, PowerAction.ON, true, PowerState.ON, ""),
                () -> nodes.power(node, PowerAction.ON, false, PowerState.ERROR, "the BMC is silent"),
                () -> nodes.power(node, PowerAction.OFF, true, PowerState.OFF, ""),
                () -> nodes.power(node, PowerAction.OFF, true, PowerState.OFF, ""),
                () -> nodes.power(node, PowerAction.OFF, false, PowerState.ERROR, "the BMC is silent"),
                () -> nodes.power(node, PowerAction.QUERY, true, PowerState.ON, ""));
    }

    private Constraints named(String node) {
        Constraints any = Constraints.none();
        return new Constraints(
                Optional.of(nodes.text(node, "hostname")),
                any.architectures(),
                any.cpuCount(),
                any.memory(),
                any.tags(),
                any.notTags(),
                any.connectedTo(),
                any.notConnectedTo(),
                any.networks(),
                any.notNetworks(),
                any.zone(),
                any.notInZones());
    }
}
