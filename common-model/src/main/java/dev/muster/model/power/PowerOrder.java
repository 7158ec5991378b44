package dev.muster.model.power;

import dev.muster.model.node.MacAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// All that a cluster needs to carry out a command (`GET /MAAS/cluster/v1/power-commands/<id>`). Holds passwords: it
/// travels over that call only.
///
/// @param left how long the command is still wanted. A length and no moment, so that the clocks of region and cluster
///     need not agree: whoever fetches the order counts from before the call.
/// @param parameters of the command's [PowerType], by field name
/// @param macs of the machine, the one that it boots from first
/// @param again whether the order was given before, and a machine that is on may be left as it is: the cluster may have
///     carried out part of it
public record PowerOrder(
        PowerCommand command, Duration left, Map<String, String> parameters, List<MacAddress> macs, boolean again) {
    public PowerOrder {
        Objects.requireNonNull(left, "no time left is told");
        parameters = Map.copyOf(parameters);
        macs = List.copyOf(macs);
    }

    @Override
    public String toString() {
        return "PowerOrder[command=" + command + ", left=" + left + ", again=" + again + "]";
    }
}
