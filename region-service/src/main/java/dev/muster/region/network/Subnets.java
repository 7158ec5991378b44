package dev.muster.region.network;

import dev.muster.model.cluster.SubnetConfig;
import dev.muster.region.refusal.RefusedException;
import dev.muster.region.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The subnets of the clusters. Whoever changes one has to publish the cluster's configuration in the same
/// transaction.
@ApplicationScoped
public class Subnets {
    private final SubnetRows rows;
    private final StickyAddresses sticky;
    private final Sql database;

    Subnets(SubnetRows rows, StickyAddresses sticky, Sql database) {
        this.rows = rows;
        this.sticky = sticky;
        this.database = database;
    }

    @Transactional
    public List<Subnet> of(long clusterId) {
        return rows.of(clusterId).stream().map(SubnetRow::toSubnet).toList();
    }

    @Transactional
    public Optional<Subnet> named(long clusterId, String name) {
        return rows.named(clusterId, name).map(SubnetRow::toSubnet);
    }

    /// The cluster's own address in the first subnet that it serves.
    public Optional<String> serverAddress(long clusterId) {
        return database.first(
                "select server_ip from subnets where cluster_id = ? order by management desc, id limit 1",
                row -> row.getString(1),
                clusterId);
    }

    /// Numbers of the subnets of a name; each cluster may have one.
    public Set<Long> idsNamed(String name) {
        return Set.copyOf(database.list("select id from subnets where name = ?", row -> row.getLong(1), name));
    }

    /// Numbers of the subnets in which an address lies.
    ///
    /// @param address IPv4 or IPv6
    public Set<Long> idsHolding(String address) {
        return Set.copyOf(database.list(
                "select id from subnets where cast(? as inet) << cast(cidr as inet)", row -> row.getLong(1), address));
    }

    /// The subnets as the cluster is told of them.
    @Transactional
    public List<SubnetConfig> configOf(long clusterId) {
        return rows.of(clusterId).stream()
                .map(row -> row.toSubnet().toConfig(sticky.of(row.id())))
                .toList();
    }

    /// Numbers of the clusters in whose subnets an address lies, in the order in which they joined.
    ///
    /// @param managed only subnets that the cluster manages
    @Transactional
    public List<Long> clustersAt(String address, boolean managed) {
        return Ipv4.parse(address).isEmpty()
                ? List.of()
                : rows.listAll().stream()
                        .filter(row -> !managed || row.toSubnet().management() != Management.UNMANAGED)
                        .filter(row -> holds(row.toSubnet(), address))
                        .map(SubnetRow::clusterId)
                        .distinct()
                        .sorted()
                        .toList();
    }

    private static boolean holds(Subnet subnet, String address) {
        return Ipv4Network.parse(subnet.cidr())
                .filter(network -> network.contains(Ipv4.parse(address).orElse(-1)))
                .isPresent();
    }

    /// Takes over what a cluster says of its interfaces that the region has no settings for.
    ///
    /// @throws RefusedException naming the interface and the field, if a setting makes no sense
    @Transactional(TxType.MANDATORY)
    public void addMissing(long clusterId, List<SubnetConfig> configs) {
        for (SubnetConfig config : configs) {
            if (rows.named(clusterId, config.interfaceName()).isEmpty()) {
                add(clusterId, Subnet.of(config));
            }
        }
    }

    @Transactional(TxType.MANDATORY)
    public Subnet add(long clusterId, Subnet subnet) {
        check(subnet);
        if (rows.named(clusterId, subnet.name()).isPresent()) {
            throw new SubnetTakenException(subnet.name());
        }
        rows.persistAndFlush(new SubnetRow(clusterId, subnet));
        return subnet;
    }

    @Transactional(TxType.MANDATORY)
    public Optional<Subnet> change(long clusterId, String name, Subnet subnet) {
        check(subnet);
        if (!subnet.name().equals(name) && rows.named(clusterId, subnet.name()).isPresent()) {
            throw new SubnetTakenException(subnet.name());
        }
        return rows.named(clusterId, name).map(row -> {
            row.put(subnet);
            rows.flush();
            return subnet;
        });
    }

    @Transactional(TxType.MANDATORY)
    public boolean remove(long clusterId, String name) {
        return rows.delete("clusterId = ?1 and name = ?2", clusterId, name) > 0;
    }

    private static void check(Subnet subnet) {
        Map<String, List<String>> complaints = SubnetCheck.complaints(subnet);
        if (!complaints.isEmpty()) {
            throw RefusedException.fields(complaints);
        }
    }
}
