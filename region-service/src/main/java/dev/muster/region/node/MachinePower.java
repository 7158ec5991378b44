package dev.muster.region.node;

import dev.muster.region.bmc.NodePower;
import dev.muster.region.bmc.NodePower.Control;
import dev.muster.region.events.EventType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

    private final NodeLock lock;
    private final NodePower power;
    private final NodeWriting writing;

    MachinePower(NodeLock lock, NodePower power, NodeWriting writing) {
        this.lock = lock;
        this.power = power;
        this.writing = writing;
    }

    /// Whether no administrator has said where the node's BMC is.
    public boolean isItsWord(String systemId) {
        return power.isByMachine(systemId);
    }

    /// Takes over what a machine found: parameters that it does not name are gone. Where it finds the BMC that an
    /// administrator named, that stays the administrator's word.
    @Transactional
    public Optional<Node> said(String systemId, String type, Map<String, String> parameters) {
        return lock.of(systemId).map(held -> {
            Control before = power.of(systemId);
            var found = new Control(type, merged(Map.of(), parameters), true);
            boolean itsWord = before.byMachine() || !where(found).equals(where(before));
            power.put(held.id(), systemId, new Control(type, found.parameters(), itsWord));
            return writing.written(held.id(), EventType.NODE_UPDATED, "Settings changed");
        });
    }

    /// Makes an administrator's change.
    void overruled(NodeLock.Held held, NodeChange change) {
        if (change.powerType().isEmpty() && change.powerParameters().isEmpty()) {
            return;
        }
        Control known = power.of(held.systemId());
        Control kept = kept(known, change);
        if (kept.equals(known) && change.powerParameters().isEmpty()) {
            power.type(held.id(), change.powerType().orElseThrow());
            return;
        }
        power.put(
                held.id(),
                held.systemId(),
                new Control(
                        change.powerType().orElse(kept.type()),
                        merged(kept.parameters(), change.powerParameters()),
                        kept.byMachine()));
    }

    /// What stays of the stored parameters under a change.
    Map<String, Object> kept(String systemId, NodeChange change) {
        return kept(power.of(systemId), change).parameters();
    }

    private static Control kept(Control known, NodeChange change) {
        if (!known.byMachine()) {
            return known;
        }
        if (change.powerType().filter(type -> !type.equals(known.type())).isPresent()) {
            // what it said was for the other type, and must not become part of what the administrator says
            return Control.NONE;
        }
        if (change.powerParameters().containsKey(ADDRESS)) {
            return new Control(known.type(), known.parameters(), false);
        }
        if (saysWhereElse(change)) {
            // an address goes before all else: the machine's must not pass for the administrator's
            return new Control(known.type(), merged(known.parameters(), Map.of(ADDRESS, "")), false);
        }
        return known;
    }

    /// Whether it says where the BMC is, but by its address.
    private static boolean saysWhereElse(NodeChange change) {
        Map<String, String> parameters = change.powerParameters();
        return !parameters.containsKey(ADDRESS)
                && WHERE.stream()
                        .anyMatch(name -> !parameters.getOrDefault(name, "").isBlank());
    }

    /// @param changes an empty value takes a parameter away
    private static Map<String, Object> merged(Map<String, Object> known, Map<String, String> changes) {
        var parameters = new LinkedHashMap<>(known);
        changes.forEach((name, value) -> {
            if (value.isEmpty()) {
                parameters.remove(name);
            } else {
                parameters.put(name, value);
            }
        });
        return parameters;
    }

    private static List<String> where(Control control) {
        var where = new ArrayList<>(List.of(control.type()));
        WHERE.forEach(name -> where.add(
                Objects.requireNonNullElse(control.parameters().get(name), "").toString()));
        return where;
    }
}
