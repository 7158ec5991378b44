package dev.muster.region.node;

import dev.muster.model.power.PowerTypes;
import dev.muster.region.api.Parameters;
import dev.muster.region.refusal.RefusedException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Holds what an operator sets of a node's power against the schema of its power type.
final class PowerForm {
    private static final String POWER = "power_parameters_";

    private PowerForm() {}

    /// A type that no cluster has a driver for has no schema.
    ///
    /// @param present what is set already; of it only counts what the type knows
    /// @throws RefusedException naming every field at fault, unless the form says
    ///     `power_parameters_skip_check=true`
    static void check(Parameters form, NodeChange change, Node node, Map<String, Object> present) {
        boolean untouched =
                change.powerType().isEmpty() && change.powerParameters().isEmpty();
        boolean skip = form.text(POWER + "skip_check").filter("true"::equals).isPresent();
        if (untouched || skip) {
            return;
        }
        PowerTypes.of(change.powerType().orElse(node.powerType())).ifPresent(type -> {
            var merged = new HashMap<String, String>();
            present.forEach((name, value) -> {
                if (value != null && type.field(name).isPresent()) {
                    merged.put(name, value.toString());
                }
            });
            merged.putAll(change.powerParameters());
            var errors = new LinkedHashMap<String, List<String>>();
            type.complaints(merged).forEach((name, complaint) -> errors.put(POWER + name, List.of(complaint)));
            if (!errors.isEmpty()) {
                throw RefusedException.fields(errors);
            }
        });
    }
}
