package dev.muster.model.power;

import dev.muster.model.node.MacAddress;
import java.util.List;
import java.util.Map;

/// All that a cluster needs to carry out a command (`GET /MAAS/cluster/v1/power-commands/<id>`). Holds passwords: it
/// travels over that call only.
///
/// @param parameters of the command's [PowerType], by field name
/// @param macs of the machine, the one that it boots from first
/// @param again whether the order was given before, and a machine that is on may be left as it is: the cluster may have
///     carried out part of it
public record PowerOrder(PowerCommand command, Map<String, String> parameters, List<MacAddress> macs, boolean again) {
    public PowerOrder {
        parameters = Map.copyOf(parameters);
        macs = List.copyOf(macs);
    }

    @Override
    public String toString() {
        return "PowerOrder[command=" + command + ", again=" + again + "]";
    }
}
