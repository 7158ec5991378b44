package dev.muster.cluster.power.driver;

import dev.muster.cluster.power.PowerFailure;
import dev.muster.cluster.power.PowerTarget;
import dev.muster.model.power.PowerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `ipmitool` at one BMC. The password goes by its environment.
///
/// @param options for the way to the machine, between the connection and the command
record IpmiTool(PowerTarget target, BmcAddress address, List<String> options) {
    /// A second for an answer, three tries.
    private static final List<String> PATIENCE = List.of("-N", "1", "-R", "3");

    private static final Duration LIMIT = Duration.ofSeconds(40);

    IpmiTool {
        options = List.copyOf(options);
    }

    /// @throws PowerFailure saying what the BMC has against it
    String chassis(String... command) throws PowerFailure, InterruptedException {
        var words = new ArrayList<>(List.of("ipmitool", "-v", "-H", address.host(), "-p", "" + address.port()));
        words.addAll(PATIENCE);
        words.addAll(List.of("-U", target.value("power_user"), "-E"));
        words.addAll(options);
        words.add("chassis");
        words.addAll(List.of(command));
        var environment = Map.of("IPMI_PASSWORD", target.value("power_pass"));
        var ended = new Tool(words, environment, LIMIT).run();
        if (!ended.well()) {
            throw failure(ended);
        }
        return ended.output();
    }

    PowerState state() throws PowerFailure, InterruptedException {
        String output = chassis("power", "status").toLowerCase(Locale.ROOT);
        if (output.contains("power is on")) {
            return PowerState.ON;
        }
        return output.contains("power is off") ? PowerState.OFF : PowerState.UNKNOWN;
    }

    private PowerFailure failure(Tool.Ended ended) {
        String output = ended.output();
        if (output.contains("unauthorized name") || output.contains("Invalid user name")) {
            return PowerFailure.lasting("the BMC at " + address + " does not know the user '"
                    + target.value("power_user") + "', or not with this privilege");
        }
        if (output.contains("HMAC is invalid") || output.contains("Activate Session command failed")) {
            return PowerFailure.lasting("the BMC at " + address + " refuses the password");
        }
        if (output.contains("invalid authentication algorithm") || output.contains("no matching cipher suite")) {
            return PowerFailure.lasting("the BMC at " + address + " does not take this cipher suite");
        }
        if (output.contains("Get Auth Capabilities") || output.contains("Address lookup for")) {
            return PowerFailure.passing("the BMC at " + address + " does not answer");
        }
        return PowerFailure.passing("the BMC at " + address + ": " + ended.lastLine());
    }

    @Override
    public String toString() {
        return "IpmiTool[" + address + "]";
    }
}
