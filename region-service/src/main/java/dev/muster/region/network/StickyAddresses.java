package dev.muster.region.network;

import dev.muster.model.cluster.DhcpHost;
import dev.muster.model.node.MacAddress;
import dev.muster.region.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.Session;

/// Addresses that belong to one card each, outside of what any machine may get. Whoever changes one holds the
/// cluster's row locked, and publishes the cluster's configuration in the same transaction.
@ApplicationScoped
public class StickyAddresses {
    private final SubnetRows subnets;
    private final Session database;

    StickyAddresses(SubnetRows subnets, Session database) {
        this.subnets = subnets;
        this.database = database;
    }

    /// Gives a card the lowest free address of the subnet that it was seen in, or else of the first that the cluster
    /// manages.
    ///
    /// @throws RefusedException if the card has one, the cluster manages no subnet, or none is free
    @Transactional(TxType.MANDATORY)
    public String claim(long clusterId, MacAddress mac) {
        checkNone(mac);
        SubnetRow row = subnets.of(clusterId).stream()
                .filter(subnet -> subnet.toSubnet().management() != Management.UNMANAGED)
                .sorted((one, other) -> Boolean.compare(seenIn(other, mac), seenIn(one, mac)))
                .findFirst()
                .orElseThrow(() -> RefusedException.conflict("The node's cluster manages no subnet."));
        var plan = plan(row);
        String address = plan.lowestFree()
                .orElseThrow(() -> RefusedException.unavailable(
                        "No more IPs available in subnet " + row.toSubnet().cidr() + "."));
        return store(row, mac, address);
    }

    /// Gives a card the address that was asked for.
    ///
    /// @throws RefusedException if the card has one; if no machine can have the address there, or it is one
    ///     that any machine may get; if it is taken
    @Transactional(TxType.MANDATORY)
    public String claim(long clusterId, MacAddress mac, String requested) {
        checkNone(mac);
        long number = Ipv4.parse(requested)
                .orElseThrow(() ->
                        RefusedException.field("requested_address", "'" + requested + "' is not an IPv4 address."));
        SubnetRow row = subnets.of(clusterId).stream()
                .filter(subnet -> Ipv4Network.parse(subnet.toSubnet().cidr())
                        .filter(network -> network.contains(number))
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> outOfRange(requested));
        var plan = plan(row);
        if (!plan.possible(number)) {
            throw outOfRange(requested);
        }
        if (plan.taken(number)) {
            throw RefusedException.notFound("The IP address " + requested + " is taken.");
        }
        return store(row, mac, Ipv4.text(number));
    }

    /// Takes away what cards have in the subnets of a cluster.
    ///
    /// @return the addresses
    @Transactional(TxType.MANDATORY)
    public List<String> giveUp(long clusterId, List<MacAddress> macs) {
        return database.createNativeQuery(
                        "delete from sticky_addresses where mac in (?1)"
                                + " and subnet_id in (select id from subnets where cluster_id = ?2) returning address",
                        String.class)
                .setParameterList(1, macs.stream().map(MacAddress::value).toList())
                .setParameter(2, clusterId)
                .getResultList();
    }

    /// The cards of a subnet by their addresses.
    @Transactional
    public Map<String, MacAddress> of(long subnetId) {
        var all = new LinkedHashMap<String, MacAddress>();
        database.createNativeQuery(
                        "select address, mac from sticky_addresses where subnet_id = ?1 order by address",
                        Object[].class)
                .setParameter(1, subnetId)
                .getResultList()
                .forEach(row -> all.put((String) row[0], new MacAddress((String) row[1])));
        return all;
    }

    private String store(SubnetRow row, MacAddress mac, String address) {
        database.createNativeMutationQuery("insert into sticky_addresses (mac, address, subnet_id) values (?1, ?2, ?3)")
                .setParameter(1, mac.value())
                .setParameter(2, address)
                .setParameter(3, row.id())
                .executeUpdate();
        return address;
    }

    private void checkNone(MacAddress mac) {
        List<String> present = texts("select address from sticky_addresses where mac = ?1", mac.value());
        if (!present.isEmpty()) {
            throw RefusedException.conflict(mac + " has the sticky address " + present.getFirst() + " already.");
        }
    }

    private boolean seenIn(SubnetRow row, MacAddress mac) {
        return texts("select address from leases where mac = ?1", mac.value()).stream()
                .anyMatch(address -> Ipv4Network.parse(row.toSubnet().cidr())
                        .filter(network -> network.contains(Ipv4.parse(address).orElse(-1)))
                        .isPresent());
    }

    private AddressPlan plan(SubnetRow row) {
        Subnet subnet = row.toSubnet();
        Set<String> taken = new HashSet<>(of(row.id()).keySet());
        taken.addAll(texts(
                "select l.address from leases l join known_clusters c on c.uuid = l.cluster"
                        + " where c.id = ?1 and l.expires > clock_timestamp()",
                row.clusterId()));
        subnet.service().hosts().stream().map(DhcpHost::address).forEach(taken::add);
        return new AddressPlan(subnet, taken);
    }

    private List<String> texts(String query, Object value) {
        return database.createNativeQuery(query, String.class)
                .setParameter(1, value)
                .getResultList();
    }

    private static RefusedException outOfRange(String address) {
        return RefusedException.forbidden(
                "Requested IP address " + address + " is not in a range for sticky addresses.");
    }
}
