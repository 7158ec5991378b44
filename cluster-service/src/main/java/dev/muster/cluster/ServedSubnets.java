package dev.muster.cluster;

import dev.muster.cluster.dhcp.DhcpServer;
import dev.muster.cluster.dhcp.policy.InvalidDhcpConfig;
import dev.muster.cluster.tftp.server.TftpServer;
import dev.muster.model.cluster.ClusterConfig;
import dev.muster.model.cluster.SubnetConfig;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// Brings what is served in line with a configuration: DHCP on the subnets that want it, TFTP on the cluster's
/// address in each of them. What cannot be served is logged, and the rest goes on.
final class ServedSubnets implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ServedSubnets.class);

    private final DhcpServer dhcp;
    private final TftpOpener tftp;
    private final Map<Place, TftpServer> tftpServers = new HashMap<>();
    private volatile int served;
    private volatile List<SubnetConfig> now = List.of();

    /// Opens a TFTP server in a subnet.
    interface TftpOpener {
        TftpServer open(SubnetConfig subnet) throws IOException;
    }

    private record Place(String interfaceName, String address) {}

    ServedSubnets(DhcpServer dhcp, TftpOpener tftp) {
        this.dhcp = dhcp;
        this.tftp = tftp;
    }

    synchronized void apply(ClusterConfig config) {
        var wanted = config.subnets().stream()
                .collect(Collectors.toMap(
                        subnet -> new Place(subnet.interfaceName(), subnet.server()),
                        subnet -> subnet,
                        (one, _) -> one));
        tftpServers.entrySet().removeIf(entry -> closeUnwanted(entry, wanted));
        wanted.forEach(this::openMissing);
        try {
            dhcp.apply(config.subnets());
        } catch (InvalidDhcpConfig e) {
            LOG.errorf("DHCP goes on as before, configuration %d is not usable: %s", config.version(), e.getMessage());
        }
        served = tftpServers.size();
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

    private static boolean closeUnwanted(Map.Entry<Place, TftpServer> entry, Map<Place, SubnetConfig> wanted) {
        if (wanted.containsKey(entry.getKey())) {
            return false;
        }
        entry.getValue().close();
        return true;
    }

    private void openMissing(Place place, SubnetConfig subnet) {
        if (tftpServers.containsKey(place)) {
            return;
        }
        try {
            tftpServers.put(place, tftp.open(subnet));
        } catch (IOException e) {
            LOG.errorf("no TFTP on %s: %s", place.interfaceName(), e.getMessage());
        }
    }

    @Override
    public synchronized void close() throws IOException {
        tftpServers.values().forEach(TftpServer::close);
        tftpServers.clear();
        dhcp.close();
    }
}
