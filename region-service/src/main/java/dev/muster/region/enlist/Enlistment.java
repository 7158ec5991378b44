package dev.muster.region.enlist;

import dev.muster.region.events.EventType;
import dev.muster.region.node.HostnameTakenException;
import dev.muster.region.node.NewNode;
import dev.muster.region.node.Node;
import dev.muster.region.node.NodeEvents;
import dev.muster.region.node.Nodes;
import dev.muster.region.settings.Setting;
import dev.muster.region.settings.Settings;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.Optional;

/// Makes a node of a machine. Node, addresses, event and what is published are one transaction; that a machine
/// becomes one node only is held by the database, because a check could be overtaken.
@ApplicationScoped
public class Enlistment {
    private static final int ATTEMPTS = 10;

    private final Nodes nodes;
    private final NodeEvents events;
    private final Settings settings;
    private final RandomNames names = new RandomNames(new SecureRandom());

    Enlistment(Nodes nodes, NodeEvents events, Settings settings) {
        this.nodes = nodes;
        this.events = events;
        this.settings = settings;
    }

    /// @param clusterId the cluster that serves the machine
    /// @param ownName whether a name that the machine has must be kept; if not, a taken one is replaced
    /// @throws HostnameTakenException if the name must be kept and is another node's
    Node enlist(Machine machine, Optional<Long> clusterId, boolean ownName) {
        Optional<String> wanted = machine.hostname();
        for (int attempt = 0; ; attempt++) {
            String hostname = whole(wanted.orElse(names.next(attempt)));
            try {
                return create(node(machine, clusterId, hostname));
            } catch (HostnameTakenException e) {
                if (attempt == ATTEMPTS || (wanted.isPresent() && ownName)) {
                    throw e;
                }
                wanted = Optional.empty();
            }
        }
    }

    private Node create(NewNode wanted) {
        return QuarkusTransaction.requiringNew().call(() -> {
            Node node = nodes.create(wanted);
            String macs = String.join(
                    ", ", node.macs().stream().map(Object::toString).limit(4).toList());
            String more = node.macs().size() > 4 ? " and " + (node.macs().size() - 4) + " more" : "";
            events.record(node, EventType.NODE_ENLISTED, "Enlisted as " + node.hostname() + " (" + macs + more + ")");
            return node;
        });
    }

    private String whole(String hostname) {
        return hostname.contains(".")
                ? hostname
                : hostname + "." + settings.get(Setting.ENLISTMENT_DOMAIN).orElse("local");
    }

    private static NewNode node(Machine machine, Optional<Long> clusterId, String hostname) {
        return new NewNode(
                hostname,
                machine.architecture(),
                machine.macs(),
                machine.powerType(),
                machine.powerParameters(),
                machine.osystem(),
                machine.distroSeries(),
                machine.disableIpv4(),
                machine.zone(),
                clusterId);
    }
}
