package dev.muster.region.lifecycle;

import static dev.muster.model.node.NodeStatus.BROKEN;
import static dev.muster.model.node.NodeStatus.DISK_ERASING;
import static dev.muster.model.node.NodeStatus.READY;
import static dev.muster.model.node.NodeStatus.RELEASING;

import dev.muster.model.node.InvalidTransitionException;
import dev.muster.model.node.NodeStatus;
import dev.muster.region.node.Effect;
import dev.muster.region.node.Move;
import dev.muster.region.node.Node;
import dev.muster.region.node.NodeMoves;
import dev.muster.region.settings.Setting;
import dev.muster.region.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// How a node is taken back from its user. In the running transaction, with the node locked.
@ApplicationScoped
class Releases {

    /// States in which a user has the node, or work for one was left half done.
    private static final Set<NodeStatus> RELEASABLE = EnumSet.of(
            NodeStatus.ALLOCATED,
            NodeStatus.RESERVED,
            NodeStatus.BROKEN,
            NodeStatus.DEPLOYING,
            NodeStatus.DEPLOYED,
            NodeStatus.FAILED_DEPLOYMENT,
            NodeStatus.FAILED_DISK_ERASING,
            NodeStatus.FAILED_RELEASING);

    private final NodeMoves moves;
    private final Switches switches;
    private final LifecycleSettings settings;
    private final Settings set;

    Releases(NodeMoves moves, Switches switches, LifecycleSettings settings, Settings set) {
        this.set = set;
        this.moves = moves;
        this.switches = switches;
        this.settings = settings;
    }

    static boolean possible(NodeStatus status) {
        return RELEASABLE.contains(status);
    }

    /// @throws InvalidTransitionException if the node is in nobody's hands
    Node begin(Node node, Optional<Boolean> erase) {
        if (!possible(node.status())) {
            throw new InvalidTransitionException(node.status(), RELEASING);
        }
        boolean wipe = erase.orElse(node.use().eraseOnRelease() || set.isOn(Setting.ENABLE_DISK_ERASING_ON_RELEASE));
        return wipe ? erase(node) : switchOff(node);
    }

    private Node erase(Node node) {
        Node after = moves.move(
                node, Move.to(DISK_ERASING).within(settings.erasing()).with(new Effect.BootsFromNetwork()));
        switches.on(after);
        return after;
    }

    /// The machine that has wiped its disks switches itself off as well, so an order that is not finished is no
    /// reason to wait with the release.
    void afterErasing(Node node) {
        switchOff(node);
    }

    /// Until the power control says that the machine is off; where it cannot tell, the node is free at once.
    private Node switchOff(Node node) {
        boolean endsByItself = node.status() == DISK_ERASING;
        if (!switches.control(node).queryable()) {
            if (!endsByItself) {
                switches.off(node);
            }
            return finish(node);
        }
        Node after = moves.move(
                node,
                Move.to(RELEASING)
                        .within(settings.release())
                        .with(new Effect.Emptied(), new Effect.BootsFromNetwork()));
        if (!endsByItself || !switches.busy(after)) {
            switches.off(after);
        }
        return after;
    }

    Node finish(Node node) {
        return moves.move(
                node, Move.to(READY).with(new Effect.Emptied(), new Effect.GivenBack(), new Effect.BootsFromNetwork()));
    }

    Node outOfService(Node node, String reason) {
        Node after = moves.move(
                node,
                Move.to(BROKEN)
                        .because(reason)
                        .with(new Effect.Emptied(), new Effect.GivenBack(), new Effect.BootsFromNetwork()));
        if (possible(node.status())) {
            switches.off(after);
        }
        return after;
    }
}
