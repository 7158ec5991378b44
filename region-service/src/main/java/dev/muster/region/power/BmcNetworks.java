package dev.muster.region.power;

import dev.muster.model.network.IpNetworks;
import dev.muster.model.power.PowerTypes;
import dev.muster.region.cluster.Clusters;
import dev.muster.region.events.EventType;
import dev.muster.region.network.Subnet;
import dev.muster.region.network.Subnets;
import dev.muster.region.node.MachinePower;
import dev.muster.region.node.Node;
import dev.muster.region.node.NodeEvents;
import dev.muster.region.node.Nodes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether a cluster may ask the BMC of a node. One that an administrator named it may, wherever that is. What a
/// machine says of itself is held against `muster.power.bmc-networks` whenever its BMC is to be asked, so that a
/// change of the subnets counts at once.
@ApplicationScoped
public class BmcNetworks {
    private static final String SETTING = "muster.power.bmc-networks";
    private static final String SUBNETS = "subnets";
    private static final String PRIVATE = "private";
    private static final IpNetworks PRIVATE_NETWORKS =
            IpNetworks.parse("10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, fc00::/7");
    private static final int SHOWN = 80;

    private final MachinePower machinePower;
    private final Nodes nodes;
    private final Clusters clusters;
    private final Subnets subnets;
    private final NodeEvents events;
    private final boolean withSubnets;
    private final boolean withPrivate;
    private final IpNetworks named;

    BmcNetworks(
            MachinePower machinePower,
            Nodes nodes,
            Clusters clusters,
            Subnets subnets,
            NodeEvents events,
            PowerConfig config) {
        this.machinePower = machinePower;
        this.nodes = nodes;
        this.clusters = clusters;
        this.subnets = subnets;
        this.events = events;
        var words = new ArrayList<>(config.bmcNetworks().orElse(List.of()));
        this.withSubnets = words.remove(SUBNETS);
        this.withPrivate = words.remove(PRIVATE);
        try {
            this.named = IpNetworks.parse(String.join(",", words));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(SETTING + ": " + e.getMessage(), e);
        }
    }

    /// An event for a node whose machine says that its BMC is where no cluster asks.
    @Transactional
    public void tellIfRefused(Node node) {
        refusal(node).ifPresent(reason -> events.record(node, EventType.NODE_BMC_REFUSED, reason));
    }

    /// Why the node's BMC is not asked, for an operator; empty if it is.
    @Transactional
    public Optional<String> refusal(Node node) {
        if (PowerTypes.of(node.powerType()).isEmpty() || !machinePower.isItsWord(node.systemId())) {
            return Optional.empty();
        }
        Map<String, Object> parameters = nodes.powerParameters(node.systemId());
        String address = String.valueOf(parameters.getOrDefault("power_address", ""));
        // without one it is looked for by its MAC, in the cluster's own subnets
        return address.isBlank()
                ? Optional.empty()
                : complaint(node, address)
                        .map(complaint -> "The BMC that the machine names, " + shown(address) + ", " + complaint
                                + ": it is not asked until an administrator sets power_parameters_power_address");
    }

    private Optional<String> complaint(Node node, String text) {
        Optional<BmcAddress> address = BmcAddress.parsed(text);
        if (address.isEmpty()) {
            return Optional.of("is no IP address");
        }
        if (address.get().port() != BmcAddress.RMCP) {
            return Optional.of("is not at port " + BmcAddress.RMCP);
        }
        return isAllowed(node, address.get().host())
                ? Optional.empty()
                : Optional.of("is in none of the networks of " + SETTING);
    }

    private boolean isAllowed(Node node, InetAddress host) {
        if (host.isLoopbackAddress() || host.isAnyLocalAddress() || host.isMulticastAddress()) {
            return false;
        }
        List<Subnet> served =
                node.cluster().flatMap(clusters::idOf).map(subnets::of).orElse(List.of());
        if (served.stream().anyMatch(subnet -> subnet.isServer(host))) {
            return false;
        }
        return named.contains(host)
                || (withPrivate && PRIVATE_NETWORKS.contains(host))
                || (withSubnets && served.stream().anyMatch(subnet -> subnet.holds(host)));
    }

    private static String shown(String text) {
        String printable = text.replaceAll("[^\\x20-\\x7e]", "?");
        return printable.length() > SHOWN ? printable.substring(0, SHOWN) + "…" : printable;
    }
}
