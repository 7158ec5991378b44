package dev.muster.cluster.power.driver;

import dev.muster.cluster.power.PowerTarget;
import dev.muster.model.cluster.SubnetConfig;
import dev.muster.model.power.PowerTypes;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A program that a test runs in a network namespace: wakes a machine in the given subnets.
final class MagicPacketSender {
    private MagicPacketSender() {}

    /// Sends and ends.
    ///
    /// @param arguments the MAC, then `cidr=server` for each subnet
    public static void main(String[] arguments) throws Exception {
        List<SubnetConfig> subnets = Stream.of(arguments)
                .skip(1)
                .map(argument -> argument.split("="))
                .map(pair -> new SubnetConfig(
                        "", pair[0], pair[1], true, "", "", List.of(), List.of(), List.of(), "", 600, Map.of()))
                .toList();
        var target = new PowerTarget(
                PowerTypes.of("ether_wake").orElseThrow(), "node-1", List.of(), Map.of("mac_address", arguments[0]));
        new WakeOnLan(() -> subnets).on(target);
    }
}
