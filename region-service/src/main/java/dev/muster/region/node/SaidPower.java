package dev.muster.region.node;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.model.power.PowerTypes;
import dev.muster.region.api.Json;
import dev.muster.region.api.MalformedBodyException;
import dev.muster.region.refusal.RefusedException;
import java.util.LinkedHashMap;
import java.util.Map;

/// The power parameters that a machine says of itself, at its enlistment or while it is commissioned: JSON in
/// `power_parameters`.
public final class SaidPower {
    private static final String FIELD = "power_parameters";

    private SaidPower() {}

    /// Held against the schema of the power type. The older of MAAS's types have no driver here, and nobody to say what
    /// they need. Nothing that is wrong is quoted: there are passwords in it.
    ///
    /// @param json may be empty
    /// @throws RefusedException naming the field
    public static Map<String, String> parameters(String powerType, String json) {
        var parameters = new LinkedHashMap<String, String>();
        if (!json.isEmpty()) {
            object(json).properties().forEach(member -> parameters.put(member.getKey(), text(member.getValue())));
        }
        PowerTypes.of(powerType)
                .map(type -> type.complaints(parameters))
                .filter(complaints -> !complaints.isEmpty())
                .ifPresent(complaints -> {
                    throw RefusedException.field(FIELD, complaints.toString());
                });
        return parameters;
    }

    private static JsonNode object(String text) {
        try {
            JsonNode root = Json.read(text);
            if (root.isObject()) {
                return root;
            }
        } catch (MalformedBodyException _) {
            // answered below
        }
        throw RefusedException.field(FIELD, "Not valid: a JSON object is expected.");
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText("") : value.toString();
    }
}
