package dev.muster.region.enlist;

import dev.muster.model.node.MacAddress;
import dev.muster.region.events.EventType;
import dev.muster.region.node.HostnameTakenException;
import dev.muster.region.node.MacInUseException;
import dev.muster.region.node.MachineIdentity;
import dev.muster.region.node.NewNode;
import dev.muster.region.node.NewNode.Claims;
import dev.muster.region.node.Node;
import dev.muster.region.node.NodeEvents;
import dev.muster.region.node.Nodes;
import dev.muster.region.power.BmcNetworks;
import dev.muster.region.settings.Setting;
import dev.muster.region.settings.Settings;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Makes a node of a machine. Node, addresses, event and what is published are one transaction; that a machine
/// becomes one node only is held by the database, because a check could be overtaken.
@ApplicationScoped
public class Enlistment {
    private static final int ATTEMPTS = 10;

    private final Nodes nodes;
    private final MachineIdentity identity;
    private final NodeEvents events;
    private final BmcNetworks bmcs;
    private final Settings settings;
    private final RandomNames names = new RandomNames(new SecureRandom());

    Enlistment(Nodes nodes, MachineIdentity identity, NodeEvents events, BmcNetworks bmcs, Settings settings) {
        this.nodes = nodes;
        this.identity = identity;
        this.events = events;
        this.bmcs = bmcs;
        this.settings = settings;
    }

    /// A machine that a cluster attests is answered with its node however often it comes, and from however many sides
    /// at once: its first answer may have been lost.
    ///
    /// @param clusterId the cluster that serves the machine
    /// @param ownName whether a name that the machine has must be kept; if not, a taken one is replaced
    /// @throws HostnameTakenException if the name must be kept and is another node's
    /// @throws MacInUseException if one of the addresses is another node's, and that is more than the machine's own
    ///     word
    Node enlist(Machine machine, Trust trust, Optional<Long> clusterId, boolean ownName) {
        return switch (trust) {
            case Trust.Administrator() ->
                named(machine, clusterId, ownName, new Addresses(machine.macs(), Claims.NONE, false));
            case Trust.Hearsay() ->
                named(machine, clusterId, ownName, new Addresses(List.of(), new Claims(machine.macs(), false), true));
            case Trust.Attested(MacAddress mac) -> attested(machine, clusterId, ownName, mac);
        };
    }

    private Node attested(Machine machine, Optional<Long> clusterId, boolean ownName, MacAddress mac) {
        var claimed = new ArrayList<>(machine.macs());
        claimed.remove(mac);
        var addresses = new Addresses(List.of(mac), new Claims(claimed, true), true);
        for (int attempt = 1; ; attempt++) {
            try {
                Optional<Node> known = identity.of(mac, machine.macs());
                return known.isPresent() ? known.get() : named(machine, clusterId, ownName, addresses);
            } catch (MacInUseException e) {
                // the same machine, from another side, was faster
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private Node named(Machine machine, Optional<Long> clusterId, boolean ownName, Addresses addresses) {
        Optional<String> wanted = machine.hostname();
        for (int attempt = 0; ; attempt++) {
            String hostname = whole(wanted.orElse(names.next(attempt)));
            try {
                return create(node(machine, clusterId, hostname, addresses));
            } catch (HostnameTakenException e) {
                if (attempt == ATTEMPTS || (wanted.isPresent() && ownName)) {
                    throw e;
                }
                wanted = Optional.empty();
            }
        }
    }

    /// What is known of the machine's addresses.
    ///
    /// @param itsWord whether no administrator says it
    private record Addresses(List<MacAddress> macs, Claims claims, boolean itsWord) {}

    private Node create(NewNode wanted) {
        return QuarkusTransaction.requiringNew().call(() -> {
            Node node = nodes.create(wanted);
            List<MacAddress> macs = node.namedMacs();
            String first = macs.stream().limit(4).map(MacAddress::value).collect(Collectors.joining(", "));
            String more = macs.size() > 4 ? " and " + (macs.size() - 4) + " more" : "";
            events.record(node, EventType.NODE_ENLISTED, "Enlisted as " + node.hostname() + " (" + first + more + ")");
            bmcs.tellIfRefused(node);
            return node;
        });
    }

    private String whole(String hostname) {
        return hostname.contains(".")
                ? hostname
                : hostname + "." + settings.get(Setting.ENLISTMENT_DOMAIN).orElse("local");
    }

    private static NewNode node(Machine machine, Optional<Long> clusterId, String hostname, Addresses addresses) {
        return new NewNode(
                hostname,
                machine.architecture(),
                addresses.macs(),
                addresses.claims(),
                machine.powerType(),
                machine.powerParameters(),
                addresses.itsWord(),
                machine.osystem(),
                machine.distroSeries(),
                machine.disableIpv4(),
                machine.zone(),
                clusterId);
    }
}
