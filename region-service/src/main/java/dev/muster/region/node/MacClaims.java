package dev.muster.region.node;

import dev.muster.model.node.MacAddress;
import dev.muster.region.events.EventType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hibernate.Session;

/// The addresses that were named for nodes and are not proven. All within the caller's transaction.
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class MacClaims {
    /// So many are named in one event.
    private static final int NAMED = 4;

    private static final String ADD = """
            insert into mac_claims (node_id, mac, position, by_machine)
            select ?1, n.mac, ?3 + n.place, ?4 from unnest(?2) with ordinality as n (mac, place)
            """;

    /// Of the nodes that claim an address, one whose machine is shown to be the one at hand: it claimed the address
    /// itself and has another one that the machine at hand names, or it has no proven address at all.
    private static final String SHOWN = """
            select c.node_id from mac_claims c
             where c.mac = ?1
               and (not exists (select 1 from mac_addresses m where m.node_id = c.node_id)
                    or c.by_machine and exists (select 1 from mac_addresses m
                                                 where m.node_id = c.node_id and m.mac = any (?2)))
             order by c.by_machine desc, c.node_id limit 1
            """;

    /// Addresses that are some node's: proven, or all that is known of it.
    private static final String USED = """
            select mac from mac_addresses where mac = any (?1)
            union all
            select c.mac from mac_claims c
             where c.mac = any (?1) and not exists (select 1 from mac_addresses m where m.node_id = c.node_id)
            limit 1
            """;

    private static final long UNPROVEN = 0x6d757374_6d6163L;

    private static final String REFUTE =
            "delete from mac_claims where mac = any (?1) and node_id <> ?2 returning node_id, mac";

    private final Session database;
    private final NodeRows rows;
    private final NodeEvents events;

    MacClaims(Session database, NodeRows rows, NodeEvents events) {
        this.database = database;
        this.rows = rows;
        this.events = events;
    }

    /// Adds claims behind what the node has. What is another node's already is left out, and both are told.
    ///
    /// @param byMachine whether the node's own machine says so, attested with another address
    void add(NodeRow row, List<MacAddress> macs, boolean byMachine) {
        if (macs.isEmpty()) {
            return;
        }
        Set<MacAddress> left = new LinkedHashSet<>(macs);
        List<NodeRow> owners = rows.list("select distinct m.node from MacRow m where m.mac in ?1", texts(macs));
        owners.forEach(owner -> left.removeAll(owner.macs()));
        database.createNativeMutationQuery(ADD)
                .setParameter(1, row.id())
                .setParameter(2, array(left))
                .setParameter(3, row.nextPosition() - 1)
                .setParameter(4, byMachine)
                .executeUpdate();
        owners.forEach(owner -> dispute(row.toNode(), owner.toNode(), macs));
    }

    /// For a node of which nothing is proven: its machine must be no other node's. Those who make such nodes take
    /// turns, for no constraint holds that.
    ///
    /// @throws MacInUseException if one of the addresses is
    void lockUnused(List<MacAddress> macs) {
        database.createNativeQuery("select 1 from pg_advisory_xact_lock(?1)", Integer.class)
                .setParameter(1, UNPROVEN)
                .getResultList();
        database.createNativeQuery(USED, String.class).setParameter(1, array(macs)).getResultList().stream()
                .findFirst()
                .ifPresent(mac -> {
                    throw new MacInUseException(new MacAddress(mac));
                });
    }

    private void dispute(Node claimant, Node owner, List<MacAddress> macs) {
        String named = listed(owner.macs().stream().filter(macs::contains).toList());
        events.record(claimant, EventType.NODE_MAC_DISPUTED, "Named " + named + " too, which is " + name(owner));
        events.record(owner, EventType.NODE_MAC_DISPUTED, name(claimant) + " named " + named + " as its own");
    }

    boolean has(long nodeId, MacAddress mac) {
        return database.createQuery("select count(*) from MacClaimRow where nodeId = ?1 and mac = ?2", Long.class)
                        .setParameter(1, nodeId)
                        .setParameter(2, mac.value())
                        .getSingleResult()
                > 0;
    }

    boolean remove(long nodeId, MacAddress mac) {
        return database.createMutationQuery("delete from MacClaimRow where nodeId = ?1 and mac = ?2")
                        .setParameter(1, nodeId)
                        .setParameter(2, mac.value())
                        .executeUpdate()
                > 0;
    }

    /// @param named what the machine with the address `mac` says that it has besides
    Optional<Long> shown(MacAddress mac, List<MacAddress> named) {
        return database
                .createNativeQuery(SHOWN, Long.class)
                .setParameter(1, mac.value())
                .setParameter(2, array(named))
                .getResultList()
                .stream()
                .findFirst();
    }

    /// Takes away what other nodes claim of the addresses of a node; their timelines and its own tell.
    void refute(Node owner, List<MacAddress> macs) {
        Map<Long, List<MacAddress>> taken = taken(owner, macs);
        if (taken.isEmpty()) {
            return;
        }
        var claimants = new ArrayList<String>();
        for (NodeRow row : rows.list("id in ?1", taken.keySet())) {
            database.refresh(row);
            Node claimant = row.toNode();
            claimants.add(name(claimant));
            String what = listed(taken.getOrDefault(row.id(), List.of()));
            events.record(
                    claimant,
                    EventType.NODE_MAC_DISPUTED,
                    "Claimed " + what + ", which is not this node's but " + name(owner));
        }
        List<MacAddress> all =
                taken.values().stream().flatMap(List::stream).distinct().toList();
        events.record(owner, EventType.NODE_MAC_DISPUTED, listed(all) + " was claimed by " + listed(claimants));
    }

    /// The claims that are gone now, by the nodes that had them.
    private Map<Long, List<MacAddress>> taken(Node owner, List<MacAddress> macs) {
        return database
                .createNativeQuery(REFUTE, Object[].class)
                .setParameter(1, array(macs))
                .setParameter(2, owner.id())
                .getResultList()
                .stream()
                .collect(Collectors.groupingBy(
                        row -> ((Number) row[0]).longValue(),
                        TreeMap::new,
                        Collectors.mapping(row -> new MacAddress((String) row[1]), Collectors.toList())));
    }

    private static String name(Node node) {
        return node.hostname() + " (" + node.systemId() + ")";
    }

    /// The first ones, and how many more there are.
    static String listed(List<?> things) {
        String first = things.stream().limit(NAMED).map(Object::toString).collect(Collectors.joining(", "));
        return things.size() > NAMED ? first + " and " + (things.size() - NAMED) + " more" : first;
    }

    private static List<String> texts(List<MacAddress> macs) {
        return macs.stream().map(MacAddress::value).toList();
    }

    private static String[] array(Iterable<MacAddress> macs) {
        var texts = new ArrayList<String>();
        macs.forEach(mac -> texts.add(mac.value()));
        return texts.toArray(String[]::new);
    }
}
