package dev.muster.cluster.power;

import dev.muster.model.node.MacAddress;
import dev.muster.model.power.PowerOrder;
import dev.muster.model.power.PowerType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The machine that a driver is to reach. Holds passwords: never to be logged.
///
/// @param macs of the machine, the one that it boots from first
public record PowerTarget(PowerType type, String systemId, List<MacAddress> macs, Map<String, String> parameters) {
    public PowerTarget {
        macs = List.copyOf(macs);
        parameters = Map.copyOf(parameters);
    }

    static PowerTarget of(PowerOrder order, PowerType type) {
        return new PowerTarget(type, order.command().systemId(), order.macs(), order.parameters());
    }

    /// A parameter or its default; empty text if it has neither.
    public String value(String field) {
        return type.value(parameters, field);
    }

    /// A parameter or its default.
    public Optional<String> optional(String field) {
        return Optional.of(value(field)).filter(value -> !value.isBlank());
    }

    /// @throws PowerFailure naming the field, if it has no value
    public String mandatory(String field) throws PowerFailure {
        return optional(field).orElseThrow(() -> PowerFailure.lasting("the power parameter " + field + " is not set"));
    }

    @Override
    public String toString() {
        return "PowerTarget[" + type.name() + ", " + systemId + "]";
    }
}
