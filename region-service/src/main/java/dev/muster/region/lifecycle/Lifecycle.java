package dev.muster.region.lifecycle;

import static dev.muster.model.node.NodeStatus.ALLOCATED;
import static dev.muster.model.node.NodeStatus.BROKEN;
import static dev.muster.model.node.NodeStatus.COMMISSIONING;
import static dev.muster.model.node.NodeStatus.DEPLOYED;
import static dev.muster.model.node.NodeStatus.DEPLOYING;
import static dev.muster.model.node.NodeStatus.DISK_ERASING;
import static dev.muster.model.node.NodeStatus.NEW;
import static dev.muster.model.node.NodeStatus.READY;
import static dev.muster.model.node.NodeStatus.RELEASING;

import dev.muster.model.node.InvalidTransitionException;
import dev.muster.model.node.NodePhase;
import dev.muster.model.node.NodeStatus;
import dev.muster.model.node.NodeTransitions;
import dev.muster.region.events.EventType;
import dev.muster.region.node.Effect;
import dev.muster.region.node.Move;
import dev.muster.region.node.Node;
import dev.muster.region.node.NodeMoves;
import dev.muster.region.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What happens to a node, from its enlistment to its release. Each method is one transaction: the new state, what
/// follows from it and the event are written together. A move that MAAS's table does not have is refused with
/// [InvalidTransitionException]; an order for a machine's power that is not finished, where another is needed, with
/// [dev.muster.region.refusal.Refusal.Busy]. Both leave everything as it was. An empty answer means that there is no
/// such node.
///
/// What a machine reports twice, or too late, changes nothing and is no error.
///
/// @see dev.muster.model.node.NodeTransitions
@ApplicationScoped
@Transactional
public class Lifecycle {
    private static final int LONGEST_TEXT = 500;

    private final NodeMoves moves;
    private final Releases releases;
    private final Switches switches;
    private final FreeNodes free;
    private final LifecycleSettings settings;

    Lifecycle(NodeMoves moves, Releases releases, Switches switches, FreeNodes free, LifecycleSettings settings) {
        this.moves = moves;
        this.releases = releases;
        this.switches = switches;
        this.free = free;
        this.settings = settings;
    }

    /// Begins the commissioning: the machine is switched on and looked at.
    public Optional<Node> commission(String systemId) {
        return change(systemId, node -> {
            Node after = beginCommissioning(
                    node, new Effect.Emptied(), new Effect.GivenBack(), new Effect.BootsFromNetwork());
            switches.on(after);
            return after;
        });
    }

    /// Begins the commissioning of a machine that runs already, because it has just made itself known. A node that
    /// has ever been in another state stays as it is: what runs on its machine may be a user's.
    public Optional<Node> commissionRunning(String systemId) {
        return change(
                systemId,
                node -> moves.neverMoved(node)
                        ? beginCommissioning(
                                node,
                                new Effect.Emptied(),
                                new Effect.GivenBack(),
                                new Effect.BootsFromNetwork(),
                                new Effect.GoesOn())
                        : node);
    }

    private Node beginCommissioning(Node node, Effect... effects) {
        return moves.move(
                node, Move.to(COMMISSIONING).within(settings.commissioning()).with(effects));
    }

    /// Begins the commissioning of an enlisted machine; a node in another state stays as it is, and the answer is
    /// empty.
    public Optional<Node> accept(String systemId) {
        return moves.locked(systemId).filter(node -> node.status() == NEW).flatMap(node -> commission(node.systemId()));
    }

    /// The machine has said that all its scripts passed.
    public void commissioned(String systemId) {
        moves.locked(systemId)
                .filter(node -> awaited(node, COMMISSIONING, READY, BROKEN))
                .ifPresent(node -> moves.move(node, Move.to(READY).with(new Effect.GivenBack())));
    }

    /// @param reason what went wrong, for an operator
    public void commissioningFailed(String systemId, String reason) {
        failed(systemId, COMMISSIONING, reason);
    }

    /// Gives a free node to a user. No node is ever given twice, however many ask at once.
    ///
    /// @return empty if no free node fits
    public Optional<Node> acquire(Acquirer by, Constraints wanted) {
        return free.lockOne(wanted).map(moves::of).map(node -> {
            var given = new Effect.GivenTo(by.userId(), by.tokenKey(), by.agentName());
            return moves.move(node, Move.to(ALLOCATED).with(given, new Effect.BootsFromNetwork()));
        });
    }

    /// Has the machine switched on: an allocated one to be installed, a deployed one as it is.
    public Optional<Node> start(String systemId, Installation wanted) {
        return change(systemId, node -> {
            Node after = node.status() == DEPLOYED ? node : moves.move(node, installing(wanted));
            switches.on(after);
            return after;
        });
    }

    private Move installing(Installation wanted) {
        return Move.to(DEPLOYING)
                .within(settings.deployment())
                .with(
                        new Effect.Installs(wanted.osystem(), wanted.distroSeries(), wanted.userData()),
                        new Effect.BootsFromNetwork());
    }

    /// The installer is through: the machine boots from its disk next. Said in any other state it changes nothing.
    public void netbootOff(String systemId) {
        moves.locked(systemId)
                .filter(node -> node.status() == DEPLOYING)
                .ifPresent(node ->
                        moves.netboot(node, false, EventType.NODE_INSTALLATION_FINISHED, "Node disabled netboot"));
    }

    /// The machine is to boot from the network again while it is being installed; see [#netbootOff].
    public void netbootOn(String systemId) {
        moves.locked(systemId)
                .filter(node -> node.status() == DEPLOYING)
                .ifPresent(node -> moves.netboot(node, true, EventType.NODE_NETBOOT_ON, "Node enabled netboot"));
    }

    /// The installed system has asked for its user-data.
    public void deployed(String systemId) {
        moves.locked(systemId)
                .filter(node -> awaited(node, DEPLOYING, DEPLOYED, BROKEN))
                .ifPresent(node -> moves.move(node, Move.to(DEPLOYED)));
    }

    /// @param reason what went wrong, for an operator
    public void deploymentFailed(String systemId, String reason) {
        failed(systemId, DEPLOYING, reason);
    }

    /// Takes a node back: its disks are wiped if that is wanted, it is switched off, and then it is free. A node that
    /// is free already stays so.
    ///
    /// @param erase whether to wipe the disks; empty for what is set for the node, or else for all
    public Optional<Node> release(String systemId, Optional<Boolean> erase) {
        return change(systemId, node -> node.status() == READY ? node : releases.begin(node, erase));
    }

    /// The machine is off, and free.
    public void released(String systemId) {
        moves.locked(systemId).filter(node -> awaited(node, RELEASING, READY)).ifPresent(releases::finish);
    }

    /// @param reason why the machine is not off, for an operator
    public void releaseFailed(String systemId, String reason) {
        failed(systemId, RELEASING, reason);
    }

    /// The machine has wiped its disks: its release goes on.
    public void erased(String systemId) {
        moves.locked(systemId)
                .filter(node -> awaited(node, DISK_ERASING, RELEASING, READY, BROKEN))
                .ifPresent(releases::afterErasing);
    }

    /// @param reason what went wrong, for an operator
    public void eraseFailed(String systemId, String reason) {
        failed(systemId, DISK_ERASING, reason);
    }

    /// Takes a node out of service, out of its user's hands too.
    ///
    /// @param reason what is wrong with it; may be empty
    public Optional<Node> markBroken(String systemId, String reason) {
        return change(
                systemId,
                node -> node.status() == BROKEN ? moves.error(node, reason) : releases.outOfService(node, reason));
    }

    /// Puts a broken node back into service.
    public Optional<Node> markFixed(String systemId) {
        return change(systemId, node -> {
            if (node.status() != BROKEN) {
                throw new InvalidTransitionException(node.status(), READY);
            }
            return moves.move(node, Move.to(READY));
        });
    }

    /// Stops what goes on: the machine is switched off.
    ///
    /// @throws RefusedException if nothing goes on that can be stopped
    public Optional<Node> abort(String systemId) {
        return change(systemId, node -> {
            Node after = moves.move(node, Aborts.of(node.status()));
            switches.off(after);
            return after;
        });
    }

    /// Keeps what the machine says of its work; shown live. The time that is left stays as it is.
    public void progress(String systemId, String text) {
        moves.locked(systemId).ifPresent(node -> moves.says(node, shown(text)));
    }

    /// The same of a machine that wipes its disks, which takes as long as they are large: whoever says something new
    /// gets more time, though not for ever.
    public void erasing(String systemId, String text) {
        moves.locked(systemId)
                .filter(node -> node.status() == DISK_ERASING)
                .filter(node -> !node.work().text().equals(shown(text)))
                .ifPresent(node -> {
                    moves.prolong(node, settings.erasingSilence(), settings.erasingLongest());
                    moves.says(node, shown(text));
                });
    }

    private static String shown(String text) {
        String plain = text.strip();
        return plain.length() <= LONGEST_TEXT ? plain : plain.substring(0, LONGEST_TEXT);
    }

    private Optional<Node> change(String systemId, UnaryOperator<Node> step) {
        return moves.locked(systemId).map(step);
    }

    /// A failure counts where the work is; a node that has failed already, or is new, it does not touch.
    ///
    /// @param during a state of work
    void failed(String systemId, NodeStatus during, String reason) {
        NodeStatus failure = NodeTransitions.failureOf(during).orElseThrow();
        moves.locked(systemId)
                .filter(node -> !alreadyFailed(node.status()))
                .filter(node -> awaited(node, during, failure))
                .ifPresent(node -> moves.move(node, Move.to(failure).because(reason)));
    }

    private static boolean alreadyFailed(NodeStatus status) {
        return status.phase() instanceof NodePhase.Failure || status == NEW || status == BROKEN;
    }

    /// Whether a report comes in the state that it is about. In a later state that it could have come in, it is late.
    ///
    /// @throws InvalidTransitionException in any other state
    private static boolean awaited(Node node, NodeStatus during, NodeStatus next, NodeStatus... later) {
        if (node.status() == during) {
            return true;
        }
        boolean late = node.status() == next
                || List.of(later).contains(node.status())
                || NodeTransitions.failureOf(during)
                        .filter(failure -> failure == node.status())
                        .isPresent();
        if (late) {
            return false;
        }
        throw new InvalidTransitionException(node.status(), next);
    }
}
