package dev.muster.cluster.power.driver;

import dev.muster.cluster.power.PowerDriver;
import dev.muster.cluster.power.PowerFailure;
import dev.muster.cluster.power.PowerTarget;
import dev.muster.model.power.PowerState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A virtual machine of libvirt, by `virsh`. To another host it goes by ssh with a key of the user that the cluster
/// runs as; what it boots from is the machine's own setting.
final class Virsh implements PowerDriver {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    /// No transport that runs a program of the URI's choice, and no parameters, which could name one too.
    private static final Pattern ADDRESS = Pattern.compile("(?:qemu|test|xen|lxc|ch|bhyve)"
            + "(?:\\+(?:ssh|tls|tcp|unix))?://(?:(?:[\\w.][\\w.-]*@)?[A-Za-z0-9][\\w.-]*(?::\\d{1,5})?)?/[\\w./-]*");

    private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9_][\\w.:+-]*");

    @Override
    public void on(PowerTarget target) throws PowerFailure, InterruptedException {
        if (state(target) == PowerState.ON) {
            run(target, "destroy", "start");
        } else {
            run(target, "start");
        }
    }

    @Override
    public void off(PowerTarget target) throws PowerFailure, InterruptedException {
        if (state(target) != PowerState.OFF) {
            run(target, "destroy");
        }
    }

    @Override
    public void softOff(PowerTarget target) throws PowerFailure, InterruptedException {
        if (state(target) != PowerState.OFF) {
            run(target, "shutdown");
        }
    }

    @Override
    public PowerState state(PowerTarget target) throws PowerFailure, InterruptedException {
        return switch (run(target, "domstate").strip()) {
            case "running", "idle", "paused", "in shutdown", "pmsuspended", "blocked" -> PowerState.ON;
            case "shut off", "crashed" -> PowerState.OFF;
            default -> PowerState.UNKNOWN;
        };
    }

    /// All commands over one connection; the first that fails ends it.
    private static String run(PowerTarget target, String... commands) throws PowerFailure, InterruptedException {
        String address = target.mandatory("power_address");
        String domain = target.mandatory("power_id");
        if (!ADDRESS.matcher(address).matches()) {
            throw PowerFailure.lasting(
                    "the power parameter power_address is not of the form qemu+ssh://user@host/system");
        }
        if (!DOMAIN.matcher(domain).matches()) {
            throw PowerFailure.lasting("the power parameter power_id is not the name of a virtual machine");
        }
        String script = Stream.of(commands)
                .map(command -> command + " --domain " + domain)
                .collect(Collectors.joining("; "));
        var ended = new Tool(List.of("virsh", "-q", "-c", address, script), Map.of(), LIMIT).run();
        if (!ended.well()) {
            throw failure(ended, domain);
        }
        return ended.output();
    }

    private static PowerFailure failure(Tool.Ended ended, String domain) {
        if (ended.output().contains("failed to get domain")) {
            return PowerFailure.lasting("libvirt has no virtual machine '" + domain + "'");
        }
        return PowerFailure.passing("virsh: " + ended.lastLine());
    }
}
