package dev.muster.cluster.power.driver;

import dev.muster.cluster.power.PowerDriver;
import dev.muster.cluster.power.PowerFailure;
import dev.muster.cluster.power.PowerTarget;
import dev.muster.model.power.PowerState;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A cartridge in an HP Moonshot chassis: IPMI commands that the chassis passes on over two bridges.
final class Moonshot implements PowerDriver {
    /// As commissioning finds it: `-B 0 -T 0x88 -b 7 -t 0x72 -m 0x20`. Nothing else may get among the tool's
    /// options.
    private static final Pattern BRIDGES = Pattern.compile("(?:-[BTbtm]\\s+(?:0x)?[0-9a-fA-F]{1,4}(?:\\s+|$))+");

    @Override
    public void on(PowerTarget target) throws PowerFailure, InterruptedException {
        IpmiTool cartridge = cartridge(target);
        cartridge.chassis("bootdev", "pxe");
        cartridge.chassis("power", cartridge.state() == PowerState.ON ? "cycle" : "on");
    }

    @Override
    public void off(PowerTarget target) throws PowerFailure, InterruptedException {
        cartridge(target).chassis("power", "off");
    }

    @Override
    public void softOff(PowerTarget target) throws PowerFailure, InterruptedException {
        cartridge(target).chassis("power", "soft");
    }

    @Override
    public PowerState state(PowerTarget target) throws PowerFailure, InterruptedException {
        return cartridge(target).state();
    }

    private static IpmiTool cartridge(PowerTarget target) throws PowerFailure {
        String bridges = target.mandatory("power_hwaddress").strip();
        if (!BRIDGES.matcher(bridges).matches()) {
            throw PowerFailure.lasting(
                    "the power parameter power_hwaddress is not of the form -B 0 -T 0x88 -b 7 -t 0x72 -m 0x20");
        }
        var options = new ArrayList<>(List.of("-I", "lanplus", "-L", "ADMINISTRATOR"));
        options.addAll(List.of(bridges.split("\\s+")));
        return new IpmiTool(target, BmcAddress.parse(target.mandatory("power_address")), options);
    }
}
