package dev.muster.cluster.power.driver;

import dev.muster.cluster.power.PowerDriver;
import dev.muster.model.power.PowerTypes;
import java.util.Map;

/// All drivers, by the name of their power type.
public final class PowerDrivers {
    private PowerDrivers() {}

    /// @param neighbours for BMCs of which only the MAC is known
    public static Map<String, PowerDriver> of(Neighbours neighbours) {
        return Map.of(
                PowerTypes.IPMI, new Ipmi(neighbours),
                PowerTypes.MANUAL, new Manual(),
                PowerTypes.MOONSHOT, new Moonshot());
    }
}
