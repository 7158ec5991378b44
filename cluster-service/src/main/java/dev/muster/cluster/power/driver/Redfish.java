package dev.muster.cluster.power.driver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.cluster.power.PowerDriver;
import dev.muster.cluster.power.PowerFailure;
import dev.muster.cluster.power.PowerTarget;
import dev.muster.model.power.PowerState;
import java.util.List;
import org.jboss.logging.Logger;

/// A BMC that speaks Redfish (DMTF DSP0266): `ComputerSystem.Reset`, and booting from the network once.
final class Redfish implements PowerDriver {
    private static final Logger LOG = Logger.getLogger(Redfish.class);

    private final WebCalls web;

    Redfish(WebCalls web) {
        this.web = web;
    }

    @Override
    public void on(PowerTarget target) throws PowerFailure, InterruptedException {
        var system = RedfishSystem.find(web, target);
        bootFromNetwork(system, target);
        if (state(system.read()) == PowerState.OFF) {
            system.reset(List.of("On", "ForceOn"));
        } else {
            system.reset(List.of("ForceRestart", "PowerCycle", "GracefulRestart"));
        }
    }

    /// A system that cannot be told so may have the network first anyhow.
    private static void bootFromNetwork(RedfishSystem system, PowerTarget target)
            throws PowerFailure, InterruptedException {
        try {
            system.bootOnceFromNetwork();
        } catch (PowerFailure e) {
            if (e.isLasting()) {
                throw e;
            }
            LOG.warnf("%s: the BMC does not take 'boot from the network once'", target.systemId());
        }
    }

    @Override
    public void off(PowerTarget target) throws PowerFailure, InterruptedException {
        RedfishSystem.find(web, target).reset(List.of("ForceOff", "PushPowerButton"));
    }

    @Override
    public void softOff(PowerTarget target) throws PowerFailure, InterruptedException {
        RedfishSystem.find(web, target).reset(List.of("GracefulShutdown", "PushPowerButton"));
    }

    @Override
    public PowerState state(PowerTarget target) throws PowerFailure, InterruptedException {
        return state(RedfishSystem.find(web, target).read());
    }

    /// On the way from one to the other it is neither.
    private static PowerState state(JsonNode system) {
        return switch (system.path("PowerState").asText()) {
            case "On", "Paused" -> PowerState.ON;
            case "Off" -> PowerState.OFF;
            default -> PowerState.UNKNOWN;
        };
    }
}
