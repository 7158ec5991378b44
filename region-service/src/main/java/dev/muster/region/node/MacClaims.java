package dev.muster.region.node;

import dev.muster.model.node.MacAddress;
import dev.muster.region.events.EventType;
import dev.muster.region.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The addresses that were named for nodes and are not proven. All within the caller's transaction.
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class MacClaims {
    /// So many are named in one event.
    private static final int NAMED = 4;

    private static final String ADD = """
            insert into mac_claims (node_id, mac, position, by_machine)
            select ?, n.mac, ? + n.place, ? from unnest(cast(? as text[])) with ordinality as n (mac, place)
            """;

    /// Of the nodes that claim an address, one whose machine is shown to be the one at hand: it claimed the address
    /// itself and has another one that the machine at hand names, or it has no proven address at all.
    private static final String SHOWN = """
            select c.node_id from mac_claims c
             where c.mac = ?
               and (not exists (select 1 from mac_addresses m where m.node_id = c.node_id)
                    or c.by_machine and exists (select 1 from mac_addresses m
                                                 where m.node_id = c.node_id and m.mac = any (?)))
             order by c.by_machine desc, c.node_id limit 1
            """;

    /// Addresses that are some node's: proven, or all that is known of it.
    private static final String USED = """
            select mac from mac_addresses where mac = any (?)
            union all
            select c.mac from mac_claims c
             where c.mac = any (?) and not exists (select 1 from mac_addresses m where m.node_id = c.node_id)
            limit 1
            """;

    private static final long UNPROVEN = 0x6d757374_6d6163L;

    private static final String REFUTE =
            "delete from mac_claims where mac = any (?) and node_id <> ? returning node_id, mac";

    private final Sql database;
    private final NodeReader reader;
    private final NodeTable table;
    private final NodeEvents events;

    MacClaims(Sql database, NodeReader reader, NodeTable table, NodeEvents events) {
        this.database = database;
        this.reader = reader;
        this.table = table;
        this.events = events;
    }

    /// Adds claims behind what the node has. What is another node's already is left out, and both are told.
    ///
    /// @param byMachine whether the node's own machine says so, attested with another address
    void add(long nodeId, List<MacAddress> macs, boolean byMachine) {
        if (macs.isEmpty()) {
            return;
        }
        Set<MacAddress> left = new LinkedHashSet<>(macs);
        List<Node> owners = reader.byMacs(macs);
        owners.forEach(owner -> left.removeAll(owner.macs()));
        database.update(ADD, nodeId, table.nextPosition(nodeId) - 1, byMachine, texts(left));
        if (!owners.isEmpty()) {
            Node claimant = reader.byId(nodeId).orElseThrow();
            owners.forEach(owner -> dispute(claimant, owner, macs));
        }
    }

    /// For a node of which nothing is proven: its machine must be no other node's. Those who make such nodes take
    /// turns, for no constraint holds that.
    ///
    /// @throws MacInUseException if one of the addresses is
    void lockUnused(List<MacAddress> macs) {
        database.exists("select 1 from pg_advisory_xact_lock(?)", UNPROVEN);
        database.first(USED, row -> row.getString(1), texts(macs), texts(macs)).ifPresent(mac -> {
            throw new MacInUseException(new MacAddress(mac));
        });
    }

    private void dispute(Node claimant, Node owner, List<MacAddress> macs) {
        String named = listed(owner.macs().stream().filter(macs::contains).toList());
        events.record(claimant, EventType.NODE_MAC_DISPUTED, "Named " + named + " too, which is " + name(owner));
        events.record(owner, EventType.NODE_MAC_DISPUTED, name(claimant) + " named " + named + " as its own");
    }

    boolean has(long nodeId, MacAddress mac) {
        return database.exists("select 1 from mac_claims where node_id = ? and mac = ?", nodeId, mac.value());
    }

    boolean remove(long nodeId, MacAddress mac) {
        return database.update("delete from mac_claims where node_id = ? and mac = ?", nodeId, mac.value()) > 0;
    }

    /// @param named what the machine with the address `mac` says that it has besides
    Optional<Long> shown(MacAddress mac, List<MacAddress> named) {
        return database.first(SHOWN, row -> row.getLong(1), mac.value(), texts(named));
    }

    /// Takes away what other nodes claim of the addresses of a node; their timelines and its own tell.
    void refute(Node owner, List<MacAddress> macs) {
        Map<Long, List<MacAddress>> taken = taken(owner, macs);
        if (taken.isEmpty()) {
            return;
        }
        var claimants = new ArrayList<String>();
        for (Node claimant : reader.of(taken.keySet(), NodeFilter.ALL)) {
            claimants.add(name(claimant));
            String what = listed(taken.getOrDefault(claimant.id(), List.of()));
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
                .list(
                        REFUTE,
                        row -> Map.entry(row.getLong(1), new MacAddress(row.getString(2))),
                        texts(macs),
                        owner.id())
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, TreeMap::new, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static String name(Node node) {
        return node.hostname() + " (" + node.systemId() + ")";
    }

    /// The first ones, and how many more there are.
    static String listed(List<?> things) {
        String first = things.stream().limit(NAMED).map(Object::toString).collect(Collectors.joining(", "));
        return things.size() > NAMED ? first + " and " + (things.size() - NAMED) + " more" : first;
    }

    private static List<String> texts(Collection<MacAddress> macs) {
        return macs.stream().map(MacAddress::value).toList();
    }
}
