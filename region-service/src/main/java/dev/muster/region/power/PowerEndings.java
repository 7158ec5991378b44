package dev.muster.region.power;

import dev.muster.model.power.PowerAction;
import dev.muster.model.power.PowerState;
import dev.muster.region.bmc.NodePower;
import dev.muster.region.events.EventType;
import dev.muster.region.node.Node;
import dev.muster.region.node.NodeEvents;
import dev.muster.region.node.NodeLock;
import dev.muster.region.node.Nodes;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Stores how commands ended, each once: the state that was seen, an event, and what follows from [PowerDone], in
/// one transaction.
@ApplicationScoped
class PowerEndings {
    private static final Logger LOG = Logger.getLogger(PowerEndings.class);
    private static final int ATTEMPTS = 3;

    private final CommandTable table;
    private final NodeLock lock;
    private final NodePower power;
    private final Nodes nodes;
    private final NodeEvents events;
    private final Event<PowerDone> done;

    PowerEndings(
            CommandTable table, NodeLock lock, NodePower power, Nodes nodes, NodeEvents events, Event<PowerDone> done) {
        this.table = table;
        this.lock = lock;
        this.power = power;
        this.nodes = nodes;
        this.events = events;
        this.done = done;
    }

    /// @param message why it failed, without secrets; empty if it did not
    record Ending(UUID id, boolean ok, PowerState state, String message) {}

    /// What follows from the ending may fail, the ending is stored all the same.
    ///
    /// @return false if the command had ended before, or is gone
    boolean store(Ending ending) {
        for (int attempt = 1; ; attempt++) {
            boolean tell = attempt <= ATTEMPTS;
            try {
                return QuarkusTransaction.requiringNew().call(() -> store(ending, tell));
            } catch (RuntimeException e) {
                if (!tell) {
                    throw e;
                }
                LOG.warnf("what follows from power command %s failed: %s", ending.id(), e.getMessage());
            }
        }
    }

    private boolean store(Ending ending, boolean tell) {
        var found = table.byId(ending.id());
        if (found.isEmpty() || lock.of(found.get().nodeId()).isEmpty()) {
            return false;
        }
        var command = table.byId(ending.id()).orElseThrow();
        if (!table.finish(command.id(), ending.ok() ? "done" : "failed", ending.message())) {
            return false;
        }
        power.seen(command.nodeId(), ending.state());
        nodes.bySystemId(command.systemId()).ifPresent(node -> record(node, command, ending));
        if (tell) {
            done.fire(
                    new PowerDone(command.systemId(), command.action(), ending.ok(), ending.state(), ending.message()));
        }
        return true;
    }

    /// A machine that cannot be asked is told of once, not every time that it is asked.
    private void record(Node node, CommandTable.Command command, Ending ending) {
        boolean on = command.action() == PowerAction.ON;
        if (command.action() == PowerAction.QUERY) {
            boolean news = command.powerState() != ending.state();
            if (!ending.ok() && news) {
                events.record(node, EventType.NODE_POWER_QUERY_FAILED, ending.message());
            }
        } else if (ending.ok()) {
            events.record(node, on ? EventType.NODE_POWERED_ON : EventType.NODE_POWERED_OFF, seen(ending));
        } else {
            events.record(
                    node, on ? EventType.NODE_POWER_ON_FAILED : EventType.NODE_POWER_OFF_FAILED, ending.message());
        }
    }

    private static String seen(Ending ending) {
        return ending.state() == PowerState.UNKNOWN ? "Told; it cannot be asked whether it did" : "";
    }
}
