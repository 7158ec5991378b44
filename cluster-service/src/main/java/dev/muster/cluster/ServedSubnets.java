package dev.muster.cluster;

import dev.muster.cluster.dhcp.DhcpServer;
import dev.muster.cluster.dhcp.policy.InvalidDhcpConfig;
import dev.muster.cluster.dhcp6.Dhcp6Server;
import dev.muster.cluster.dhcp6.policy.InvalidDhcp6Config;
import dev.muster.cluster.ra.Advertisers;
import dev.muster.cluster.tftp.server.TftpServer;
import dev.muster.model.cluster.ClusterConfig;
import dev.muster.model.cluster.DhcpMode;
import dev.muster.model.cluster.SubnetConfig;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/// Brings what is served in line with a configuration: DHCP on the subnets that want it, TFTP on the cluster's
/// addresses in each of them. What cannot be served is logged, and the rest goes on.
final class ServedSubnets implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ServedSubnets.class);

    private final DhcpServer dhcp;
    private final Dhcp6Server dhcp6;
    private final Advertisers advertisers;
    private final TftpOpener tftp;
    private final Map<Place, TftpServer> tftpServers = new HashMap<>();
    private volatile int served;
    private volatile List<SubnetConfig> now = List.of();

    /// Opens a TFTP server in a subnet, on the cluster's address there.
    interface TftpOpener {
        TftpServer open(String interfaceName, String address) throws IOException;
    }

    private record Place(String interfaceName, String address) {
        static Place of(SubnetConfig subnet) {
            return new Place(subnet.interfaceName(), subnet.server());
        }
    }

    ServedSubnets(DhcpServer dhcp, Dhcp6Server dhcp6, Advertisers advertisers, TftpOpener tftp) {
        this.dhcp = dhcp;
        this.dhcp6 = dhcp6;
        this.advertisers = advertisers;
        this.tftp = tftp;
    }

    synchronized void apply(ClusterConfig config) {
        var wanted = places(config);
        tftpServers.entrySet().removeIf(entry -> closeUnwanted(entry, wanted));
        wanted.forEach(this::openMissing);
        try {
            dhcp.apply(config.subnets());
        } catch (InvalidDhcpConfig e) {
            LOG.errorf("DHCP goes on as before, configuration %d is not usable: %s", config.version(), e.getMessage());
        }
        try {
            dhcp6.apply(config.subnets());
        } catch (InvalidDhcp6Config e) {
            LOG.errorf(
                    "DHCPv6 goes on as before, configuration %d is not usable: %s", config.version(), e.getMessage());
        }
        advertisers.apply(Announcements.of(config.subnets()));
        served = (int) config.subnets().stream()
                .map(Place::of)
                .distinct()
                .filter(tftpServers::containsKey)
                .count();
        now = config.subnets();
        LOG.infof("configuration %d: serving %d subnet(s)", config.version(), served);
    }

    /// Those of the configuration that was applied last.
    List<SubnetConfig> now() {
        return now;
    }

    /// Subnets in which machines can boot now.
    int count() {
        return served;
    }

    private static Set<Place> places(ClusterConfig config) {
        var places = new LinkedHashSet<Place>();
        for (var subnet : config.subnets()) {
            places.add(Place.of(subnet));
            var v6 = subnet.service().v6();
            if (v6 != null && subnet.service().mode() != DhcpMode.RELAY) {
                places.add(new Place(subnet.interfaceName(), v6.server()));
            }
        }
        return places;
    }

    private static boolean closeUnwanted(Map.Entry<Place, TftpServer> entry, Set<Place> wanted) {
        if (wanted.contains(entry.getKey())) {
            return false;
        }
        entry.getValue().close();
        return true;
    }

    private void openMissing(Place place) {
        if (tftpServers.containsKey(place)) {
            return;
        }
        try {
            tftpServers.put(place, tftp.open(place.interfaceName(), place.address()));
        } catch (IOException e) {
            LOG.errorf("no TFTP on %s: %s", place.interfaceName(), e.getMessage());
        }
    }

    @Override
    public synchronized void close() throws IOException {
        tftpServers.values().forEach(TftpServer::close);
        tftpServers.clear();
        advertisers.close();
        dhcp6.close();
        dhcp.close();
    }
}
