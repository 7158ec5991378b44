package dev.muster.cluster.power.driver;

import dev.muster.cluster.power.PowerDriver;
import dev.muster.model.cluster.SubnetConfig;
import dev.muster.model.power.PowerTypes;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// All drivers, by the name of their power type.
public final class PowerDrivers {
    private PowerDrivers() {}

    /// @param neighbours for BMCs of which only the MAC is known
    /// @param subnets those that the cluster serves now
    public static Map<String, PowerDriver> of(Neighbours neighbours, Supplier<List<SubnetConfig>> subnets) {
        var web = new WebCalls();
        return Map.of(
                PowerTypes.ETHER_WAKE, new WakeOnLan(subnets),
                PowerTypes.IPMI, new Ipmi(neighbours),
                PowerTypes.MANUAL, new Manual(),
                PowerTypes.MOONSHOT, new Moonshot(),
                PowerTypes.REDFISH, new Redfish(web),
                PowerTypes.VIRSH, new Virsh(),
                PowerTypes.WEBHOOK, new Webhook(web));
    }
}
