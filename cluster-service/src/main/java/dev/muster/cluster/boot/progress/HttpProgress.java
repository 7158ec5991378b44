package dev.muster.cluster.boot.progress;

import dev.muster.cluster.boot.progress.Reporter.Machine;
import dev.muster.cluster.http.HttpEvents;
import dev.muster.cluster.http.MalformedHeader;
import dev.muster.cluster.http.NodeReports;
import dev.muster.model.event.BootStep;
import dev.muster.model.event.Outcome;
import dev.muster.model.node.MacAddress;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/// HTTP as boot progress and counters; and what a machine says of its own failure.
public final class HttpProgress implements HttpEvents, NodeReports {
    private static final Logger LOG = Logger.getLogger(HttpProgress.class);
    private static final int NOT_FOUND = 404;

    private final Reporter reporter;
    private final MeterRegistry meters;
    private final Counter bytes;
    private final ReasonCounts counts;

    public HttpProgress(Reporter reporter, MeterRegistry meters) {
        this.reporter = reporter;
        this.meters = meters;
        this.counts = new ReasonCounts(meters);
        this.bytes = Counter.builder("muster.http.images")
                .baseUnit("bytes")
                .description("Bytes of image files sent")
                .register(meters);
    }

    @Override
    public void fileServed(Caller caller, String path, long sent, Duration took, int status) {
        bytes.increment((double) sent);
        time("muster.http.file", "Image files served, by status", took, status);
        BootSteps.ofFile(path).ifPresent(step -> step(caller, step, took, status, path));
    }

    @Override
    public void ignored(Caller caller, MalformedHeader.Reason reason) {
        counts.add("muster.http.headers.ignored", "Range and condition headers passed over, by reason", reason);
    }

    @Override
    public void proxied(Caller caller, String method, String path, int status, Duration took) {
        time("muster.http.proxied", "Calls of machines passed on to a region, by status", took, status);
        // What is optional for cloud-init may be absent: no step, and no failure.
        BootSteps.ofCall(method, path)
                .filter(step -> status != NOT_FOUND || step != BootStep.METADATA)
                .ifPresent(step -> step(caller, step, took, status, method + " " + path));
    }

    @Override
    public void reported(Optional<MacAddress> mac, InetAddress from, String step, String error) {
        LOG.warnf(
                "%s (%s) reports: %s: %s", mac.map(MacAddress::value).orElse("?"), from.getHostAddress(), step, error);
        mac.ifPresent(address -> reporter.report(
                Machine.at(address, from), BootStep.NODE_REPORT, Outcome.FAILED, Duration.ZERO, step + ": " + error));
    }

    private void step(Caller caller, BootStep step, Duration took, int status, String what) {
        // not every user gives user-data
        boolean none = status == NOT_FOUND && step == BootStep.USER_DATA;
        var outcome = status / 100 == 2 || none ? Outcome.OK : Outcome.FAILED;
        String detail = status / 100 == 2 ? what : what + (none ? ": none" : ": answered " + status);
        caller.mac().ifPresent(mac -> reporter.report(Machine.at(mac, caller.address()), step, outcome, took, detail));
    }

    private void time(String name, String description, Duration took, int status) {
        Timer.builder(name)
                .description(description)
                .tag("status", Integer.toString(status))
                .register(meters)
                .record(took);
    }
}
