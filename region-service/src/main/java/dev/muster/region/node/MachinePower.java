package dev.muster.region.node;

import dev.muster.region.events.EventType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// How far what is stored of a node's power is the machine's own word. An administrator's takes its place when it says
/// where the BMC is.
@ApplicationScoped
public class MachinePower {
    private static final String ADDRESS = "power_address";

    /// What leads a cluster to a BMC.
    private static final List<String> WHERE = List.of(ADDRESS, "mac_address", "power_hwaddress");

    private final NodeRows rows;
    private final PowerSecrets secrets;
    private final NodeWriting writing;

    MachinePower(NodeRows rows, PowerSecrets secrets, NodeWriting writing) {
        this.rows = rows;
        this.secrets = secrets;
        this.writing = writing;
    }

    /// Whether no administrator has said where the node's BMC is.
    @Transactional
    public boolean isItsWord(String systemId) {
        return rows.bySystemId(systemId).filter(NodeRow::powerByMachine).isPresent();
    }

    /// Takes over what a machine found: parameters that it does not name are gone. Where it finds the BMC that an
    /// administrator named, that stays the administrator's word.
    @Transactional
    public Optional<Node> said(String systemId, String type, Map<String, String> parameters) {
        return rows.locked(systemId).map(row -> {
            List<Object> before = where(row);
            var changes = new HashMap<String, String>();
            secrets.of(row).keySet().forEach(known -> changes.put(known, ""));
            changes.putAll(parameters);
            row.set(NodeChange.poweredBy(type, changes));
            if (!changes.isEmpty()) {
                secrets.change(row, changes);
            }
            row.powerByMachine(row.powerByMachine() || !where(row).equals(before));
            return writing.write(row, EventType.NODE_UPDATED, "Settings changed");
        });
    }

    /// To be called before an administrator's change is made.
    void overruled(NodeRow row, NodeChange change) {
        if (!row.powerByMachine()) {
            return;
        }
        if (isAnotherType(row, change)) {
            // what it said was for the other type, and must not become part of what the administrator says
            secrets.clear(row);
            row.powerByMachine(false);
        } else if (change.powerParameters().containsKey(ADDRESS)) {
            row.powerByMachine(false);
        } else if (saysWhereElse(change)) {
            // an address goes before all else: the machine's must not pass for the administrator's
            secrets.change(row, Map.of(ADDRESS, ""));
            row.powerByMachine(false);
        }
    }

    /// What stays of the stored parameters under a change.
    Map<String, Object> kept(String systemId, NodeChange change) {
        return rows.bySystemId(systemId)
                .map(row -> row.powerByMachine() ? keptOfItsWord(row, change) : secrets.of(row))
                .orElse(Map.of());
    }

    private Map<String, Object> keptOfItsWord(NodeRow row, NodeChange change) {
        if (isAnotherType(row, change)) {
            return Map.of();
        }
        Map<String, Object> kept = secrets.of(row);
        if (saysWhereElse(change)) {
            kept.remove(ADDRESS);
        }
        return kept;
    }

    /// Whether it says where the BMC is, but by its address.
    private static boolean saysWhereElse(NodeChange change) {
        Map<String, String> parameters = change.powerParameters();
        return !parameters.containsKey(ADDRESS)
                && WHERE.stream()
                        .anyMatch(name -> !parameters.getOrDefault(name, "").isBlank());
    }

    private static boolean isAnotherType(NodeRow row, NodeChange change) {
        return change.powerType().filter(type -> !type.equals(row.powerType())).isPresent();
    }

    private List<Object> where(NodeRow row) {
        Map<String, Object> parameters = secrets.of(row);
        var where = new ArrayList<Object>(List.of(row.powerType()));
        WHERE.forEach(name ->
                where.add(Objects.requireNonNullElse(parameters.get(name), "").toString()));
        return where;
    }
}
