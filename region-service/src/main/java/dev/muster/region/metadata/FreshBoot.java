package dev.muster.region.metadata;

import dev.muster.model.boot.BootPurpose;
import dev.muster.region.boot.BootPolicy;
import dev.muster.region.events.EventType;
import dev.muster.region.netboot.NodeBoot;
import dev.muster.region.node.Node;
import dev.muster.region.node.NodeEvents;
import dev.muster.region.node.NodeLock;
import dev.muster.region.node.Nodes;
import dev.muster.region.power.PowerProof;
import dev.muster.region.refusal.RefusedException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Sees that what a machine is given for its work goes to a system that was started for that work. What ran on it
/// before may be its last user's: it runs, and is attested, until the power is switched.
@ApplicationScoped
class FreshBoot {
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Nodes nodes;
    private final NodeLock lock;
    private final NodeBoot boot;
    private final PowerProof power;
    private final NodeEvents events;
    private final MetadataSettings settings;
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    private final Throttle told = new Throttle(Duration.ofDays(1), InstantSource.system());

    FreshBoot(
            Nodes nodes, NodeLock lock, NodeBoot boot, PowerProof power, NodeEvents events, MetadataSettings settings) {
        this.nodes = nodes;
        this.lock = lock;
        this.boot = boot;
        this.power = power;
        this.events = events;
        this.settings = settings;
    }

    /// Does something for a machine that is attested to be the node's, in a transaction in which the node stays as it
    /// is. Waits a while for the power to be switched; one call of a node waits, further ones are refused at once.
    ///
    /// @throws RefusedException if it is not certain that the machine was started for its work
    <T> T only(Node asking, Function<Node, T> act) {
        Attempt<T> attempt = attempt(asking, act);
        if (attempt.done().isEmpty() && waiting.add(asking.systemId())) {
            try {
                attempt = later(asking, act, attempt);
            } finally {
                waiting.remove(asking.systemId());
            }
        }
        String doubt = attempt.doubt();
        return attempt.done().orElseThrow(() -> RefusedException.busy(doubt, RETRY));
    }

    private <T> Attempt<T> later(Node asking, Function<Node, T> act, Attempt<T> first) {
        Attempt<T> attempt = first;
        long deadline = System.nanoTime() + settings.preseedWait().toNanos();
        while (attempt.done().isEmpty() && System.nanoTime() - deadline < 0) {
            pause();
            attempt = attempt(asking, act);
        }
        return attempt;
    }

    /// @param doubt why nothing was done
    private record Attempt<T>(Optional<T> done, String doubt) {}

    private <T> Attempt<T> attempt(Node asking, Function<Node, T> act) {
        return QuarkusTransaction.requiringNew().call(() -> {
            Node node = lock.of(asking.id())
                    .flatMap(_ -> nodes.bySystemId(asking.systemId()))
                    .orElseThrow(() -> Nodes.unknown(asking.systemId()));
            Optional<String> doubt = doubt(node);
            doubt.ifPresent(why -> tell(node, why));
            return doubt.isPresent()
                    ? new Attempt<>(Optional.empty(), doubt.get())
                    : new Attempt<>(Optional.of(act.apply(node)), "");
        });
    }

    /// Why the machine may still run what it ran before its work began.
    private Optional<String> doubt(Node node) {
        if (!hasWork(node)) {
            return Optional.empty();
        }
        if (power.pending(node)) {
            return Optional.of("The power of this machine is being switched for its work; ask again after that.");
        }
        return power.startedAnew(node) || boot.booted(node.id())
                ? Optional.empty()
                : Optional.of("This machine has not booted from the network since its work began.");
    }

    private static boolean hasWork(Node node) {
        return node.status().isAtWork() && BootPolicy.purpose(node) != BootPurpose.LOCAL;
    }

    /// Once in a state, however often it is asked.
    private void tell(Node node, String why) {
        if (told.lets(node.systemId() + " " + node.work().since())) {
            events.record(node, EventType.NODE_PRESEED_EARLY, "Refused for the moment: " + why);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
