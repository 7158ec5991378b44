package dev.muster.cluster.power.driver;

import dev.muster.cluster.power.PowerDriver;
import dev.muster.cluster.power.PowerFailure;
import dev.muster.cluster.power.PowerTarget;
import dev.muster.model.node.MacAddress;
import dev.muster.model.power.PowerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// A BMC that speaks IPMI over the network, 1.5 or 2.0.
final class Ipmi implements PowerDriver {
    private static final Logger LOG = Logger.getLogger(Ipmi.class);

    private final Neighbours neighbours;

    Ipmi(Neighbours neighbours) {
        this.neighbours = neighbours;
    }

    @Override
    public void on(PowerTarget target) throws PowerFailure, InterruptedException {
        IpmiTool bmc = bmc(target);
        bootFromNetwork(bmc, target);
        if (bmc.state() == PowerState.ON) {
            bmc.chassis("power", "cycle");
        } else {
            bmc.chassis("power", "on");
        }
    }

    /// Only the next boot. A BMC that cannot do it may have the network first anyhow.
    private static void bootFromNetwork(IpmiTool bmc, PowerTarget target) throws PowerFailure, InterruptedException {
        try {
            if (target.value("power_boot_type").equals("efi")) {
                bmc.chassis("bootdev", "pxe", "options=efiboot");
            } else {
                bmc.chassis("bootdev", "pxe");
            }
        } catch (PowerFailure e) {
            if (e.isLasting()) {
                throw e;
            }
            LOG.warnf("%s: the BMC does not take 'boot from the network next'", target.systemId());
        }
    }

    @Override
    public void off(PowerTarget target) throws PowerFailure, InterruptedException {
        bmc(target).chassis("power", "off");
    }

    @Override
    public void softOff(PowerTarget target) throws PowerFailure, InterruptedException {
        bmc(target).chassis("power", "soft");
    }

    @Override
    public PowerState state(PowerTarget target) throws PowerFailure, InterruptedException {
        return bmc(target).state();
    }

    private IpmiTool bmc(PowerTarget target) throws PowerFailure {
        var options = new ArrayList<String>();
        if (target.value("power_driver").equals("LAN")) {
            options.addAll(List.of("-I", "lan"));
        } else {
            options.addAll(List.of("-I", "lanplus"));
            target.optional("cipher_suite_id").ifPresent(suite -> options.addAll(List.of("-C", suite)));
        }
        String level = target.value("privilege_level");
        options.addAll(List.of("-L", level.equals("ADMIN") ? "ADMINISTRATOR" : level));
        return new IpmiTool(target, BmcAddress.parse(address(target)), options);
    }

    private String address(PowerTarget target) throws PowerFailure {
        Optional<String> given = target.optional("power_address");
        if (given.isPresent()) {
            return given.get();
        }
        MacAddress mac = MacAddress.parse(target.mandatory("mac_address"))
                .orElseThrow(() -> PowerFailure.lasting("the power parameter mac_address is not a MAC address"));
        return neighbours
                .addressOf(mac)
                .orElseThrow(() -> PowerFailure.passing("no address is known of the BMC with the MAC " + mac
                        + ": neither a lease nor an ARP entry of the cluster"));
    }
}
