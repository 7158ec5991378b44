package dev.muster.cluster.boot.progress;

import dev.muster.cluster.boot.progress.Reporter.Machine;
import dev.muster.model.event.BootStep;
import dev.muster.model.event.Outcome;
import dev.muster.model.node.MacAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/// How far a machine is with its address, over either version of IP. The address is a field of its own, and the region
/// puts it into the sentence.
record DhcpSteps(Reporter reporter) {
    /// How long a machine that tries again and again is not reported again, for want of a loader or because it moved.
    static final Duration SAME_TROUBLE = Duration.ofMinutes(10);

    void offered(MacAddress mac, String address, String interfaceName) {
        report(new Machine(mac, address), BootStep.DHCP_OFFER, Duration.ZERO, "on " + interfaceName);
    }

    void proxied(MacAddress mac, String interfaceName) {
        report(new Machine(mac, ""), BootStep.DHCP_OFFER, Duration.ZERO, "boot file on " + interfaceName);
    }

    void leased(MacAddress mac, String address, String interfaceName, Duration took, OptionalInt arch) {
        String firmware = arch.isPresent() ? ", firmware architecture " + arch.getAsInt() : "";
        report(new Machine(mac, address), BootStep.DHCP_LEASE, took, "on " + interfaceName + firmware);
    }

    private void report(Machine machine, BootStep step, Duration took, String detail) {
        report(machine, step, Outcome.OK, took, detail);
    }

    /// A client that is known by its identifier alone has no timeline.
    private void report(Machine machine, BootStep step, Outcome outcome, Duration took, String detail) {
        if (!machine.mac().isZero()) {
            reporter.report(machine, step, outcome, took, detail);
        }
    }

    void exhausted(MacAddress mac, String subnet) {
        report(new Machine(mac, ""), BootStep.NETWORK, Outcome.FAILED, Duration.ZERO, noAddressIn(subnet));
    }

    void noLoader(MacAddress mac, String firmware) {
        report(new Machine(mac, ""), BootStep.LOADER, Outcome.FAILED, Duration.ZERO, noLoaderFor(firmware));
    }

    void moved(MacAddress mac, String address, Instant until) {
        report(new Machine(mac, address), BootStep.NETWORK, Outcome.FAILED, Duration.ZERO, noKeysUntil(until));
    }

    static String noKeysUntil(Instant until) {
        return "asked at another port of the relay agent than its lease in force: gets no keys until " + until;
    }

    static String noLoaderFor(String firmware) {
        return "there is no loader for " + firmware;
    }

    static String noAddressIn(String subnet) {
        return "no free address in " + subnet + ": enlarge the range or shorten the leases";
    }
}
