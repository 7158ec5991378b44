package dev.muster.region.node;

import dev.muster.region.allocation.Allocations;
import dev.muster.region.allocation.BootType;
import dev.muster.region.api.Numbers;
import dev.muster.region.api.Parameters;
import dev.muster.region.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Reads a change of a node out of a request.
@ApplicationScoped
class NodeChangeForm {
    private static final String POWER = "power_parameters_";

    private static final Set<String> ADMINISTRATORS = Set.of("power_type", "zone", "cpu_count", "memory", "storage");

    private final Nodes nodes;
    private final MachinePower machinePower;

    NodeChangeForm(Nodes nodes, MachinePower machinePower) {
        this.nodes = nodes;
        this.machinePower = machinePower;
    }

    /// @param admin whether the caller may change what the node is and how it is powered
    /// @throws RefusedException naming the fields at fault, those included that are not for this caller
    NodeChange read(Parameters form, boolean admin, Node node) {
        if (!admin) {
            refuseOthers(form);
        }
        var change = new NodeChange(
                form.text("hostname").map(text -> hostname(text, node)),
                form.text("architecture").map(NodeChangeForm::architecture),
                form.first("power_type").map(PowerTypes::checked),
                power(form),
                form.text("zone").map(this::zone),
                settings(form));
        PowerForm.check(form, change, node, machinePower.kept(node.systemId(), change));
        return change;
    }

    private static NodeChange.Settings settings(Parameters form) {
        return new NodeChange.Settings(
                form.text("disable_ipv4").map(text -> Truth.of("disable_ipv4", text)),
                new Allocations.Wishes(
                        form.first("osystem").map(text -> SystemName.orOpen("osystem", text)),
                        form.first("distro_series").map(text -> SystemName.orOpen("distro_series", text)),
                        form.text("boot_type").map(NodeChangeForm::bootType),
                        form.text("erase_on_release").map(text -> Truth.of("erase_on_release", text))),
                whole(form, "cpu_count"),
                whole(form, "memory"),
                form.text("storage").map(text -> Numbers.whole("storage", text, 0, Long.MAX_VALUE)));
    }

    private static Optional<Integer> whole(Parameters form, String field) {
        return form.text(field).map(text -> (int) Numbers.whole(field, text, 0, Integer.MAX_VALUE));
    }

    private static void refuseOthers(Parameters form) {
        var refused = new TreeMap<String, List<String>>();
        form.names().stream()
                .filter(name -> ADMINISTRATORS.contains(name) || name.startsWith(POWER))
                .forEach(name -> refused.put(name, List.of("Only an administrator sets this.")));
        if (!refused.isEmpty()) {
            throw RefusedException.fields(refused);
        }
    }

    private static Map<String, String> power(Parameters form) {
        var power = new HashMap<String, String>();
        form.names().stream()
                .filter(name -> name.startsWith(POWER) && !name.equals(POWER + "skip_check"))
                .forEach(name -> power.put(
                        name.substring(POWER.length()), form.first(name).orElse("")));
        return power;
    }

    /// A name without a domain keeps the domain that the node has.
    private static String hostname(String text, Node node) {
        String name = Hostnames.normalised(text)
                .orElseThrow(() -> RefusedException.field("hostname", Hostnames.complaint(text)));
        return name.contains(".")
                ? name
                : name + node.hostname().substring(node.shortName().length());
    }

    private static String architecture(String text) {
        return Architectures.whole(text)
                .orElseThrow(() -> RefusedException.field("architecture", Architectures.complaint(text)));
    }

    private String zone(String name) {
        nodes.checkZone(name);
        return name;
    }

    private static BootType bootType(String text) {
        return BootType.of(text)
                .orElseThrow(() -> RefusedException.field("boot_type", "'fastpath' or 'di' is expected."));
    }
}
