package dev.muster.cluster.boot.progress;

import dev.muster.cluster.dhcp.DhcpEvents;
import dev.muster.cluster.dhcp.codec.MalformedDhcpPacket;
import dev.muster.cluster.dhcp.lease.Lease;
import dev.muster.cluster.dhcp.policy.Decision;
import dev.muster.model.node.MacAddress;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.Inet4Address;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// DHCP as boot progress, lease records and counters.
public final class DhcpProgress implements DhcpEvents {
    private static final Logger LOG = Logger.getLogger(DhcpProgress.class);
    private static final String DROPPED = "muster.dhcp.dropped";
    private static final String DROPPED_HELP = "Packets that came to nothing, by reason";

    private final DhcpSteps steps;
    private final Consumer<Lease> leases;
    private final ReasonCounts counts;
    private final Timer acknowledged;
    private final Counter offers;
    private final Counter refusals;
    private final Counter proxied;
    private final Counter interfaceFaults;
    private final Counter exhausted;
    private final Counter conflicts;
    private final Counter moved;
    private final Counter unbootable;
    private final QuietPeriod<MacAddress> exhaustion = new QuietPeriod<>(Duration.ofMinutes(1));
    private final QuietPeriod<MacAddress> moves = new QuietPeriod<>(DhcpSteps.SAME_TROUBLE);
    private final QuietPeriod<MacAddress> missingLoaders = new QuietPeriod<>(DhcpSteps.SAME_TROUBLE);

    /// @param leases told of each lease that began, was renewed or ended
    public DhcpProgress(Reporter reporter, Consumer<Lease> leases, MeterRegistry meters) {
        this.steps = new DhcpSteps(reporter);
        this.leases = leases;
        this.counts = new ReasonCounts(meters);
        counts.prepare(
                DROPPED,
                DROPPED_HELP,
                Stream.concat(
                        Stream.of(MalformedDhcpPacket.Reason.values()).map(MalformedDhcpPacket.Reason::label),
                        Stream.of(Decision.Silence.values()).map(Decision.Silence::label)));
        this.acknowledged = Timer.builder("muster.dhcp.ack")
                .description("Time from a DHCPREQUEST to its DHCPACK, the lease on disk between them")
                .register(meters);
        this.offers = counter(meters, "muster.dhcp.offers", "Addresses offered");
        this.refusals = counter(meters, "muster.dhcp.naks", "Requests answered with DHCPNAK");
        this.proxied = counter(meters, "muster.dhcp.proxy.answers", "Boot files told to clients of other DHCP servers");
        this.interfaceFaults =
                counter(meters, "muster.dhcp.interface.faults", "Times that an interface to serve was not there");
        this.exhausted =
                counter(meters, "muster.dhcp.pool.exhausted", "Requests unanswered because the range was used up");
        this.moved = counter(
                meters,
                "muster.dhcp.moved",
                "Leases asked for at another port of a relay while one ran, no keys given");
        this.conflicts = counter(meters, "muster.dhcp.conflicts", "Addresses found in use by a stranger");
        this.unbootable = counter(
                meters, "muster.dhcp.unbootable", "Times that firmware was told no boot file, having no loader");
    }

    private static Counter counter(MeterRegistry meters, String name, String description) {
        return Counter.builder(name).description(description).register(meters);
    }

    @Override
    public void offered(MacAddress mac, Inet4Address address, String interfaceName) {
        offers.increment();
        steps.offered(mac, address.getHostAddress(), interfaceName);
    }

    @Override
    public void leased(Lease lease, String interfaceName, Duration took, OptionalInt arch, boolean renewal) {
        acknowledged.record(took);
        leases.accept(lease);
        if (!renewal) {
            if (lease.port().isDoubted(lease.granted())) {
                doubted(lease);
            }
            steps.leased(lease.mac(), lease.address().toString(), interfaceName, took, arch);
        }
    }

    private void doubted(Lease lease) {
        moved.increment();
        if (moves.isOver(lease.mac())) {
            var until = lease.port().doubtedUntil();
            LOG.warnf("%s: %s", lease.mac(), DhcpSteps.noKeysUntil(until));
            steps.moved(lease.mac(), lease.address().toString(), until);
        }
    }

    @Override
    public void released(Lease ended) {
        leases.accept(ended);
    }

    @Override
    public void proxied(MacAddress mac, String interfaceName) {
        proxied.increment();
        steps.proxied(mac, interfaceName);
    }

    @Override
    public void noLoader(MacAddress mac, String client, String interfaceName) {
        unbootable.increment();
        if (missingLoaders.isOver(mac)) {
            LOG.warnf("%s: %s", mac, DhcpSteps.noLoaderFor(client));
            steps.noLoader(mac, client);
        }
    }

    @Override
    public void interfaceMissing(String interfaceName, String why) {
        interfaceFaults.increment();
        LOG.errorf("no DHCP on %s, which is looked for again: %s", interfaceName, why);
    }

    @Override
    public void interfaceServed(String interfaceName) {
        LOG.infof("DHCP on %s", interfaceName);
    }

    @Override
    public void refused(MacAddress mac, Inet4Address address, String interfaceName) {
        refusals.increment();
    }

    @Override
    public void poolExhausted(MacAddress mac, String subnet) {
        exhausted.increment();
        if (exhaustion.isOver(mac)) {
            LOG.errorf("%s: %s", mac, DhcpSteps.noAddressIn(subnet));
            steps.exhausted(mac, subnet);
        }
    }

    @Override
    public void conflict(Inet4Address address, String subnet) {
        conflicts.increment();
        LOG.warnf("%s in %s is used by a machine that did not get it from here", address.getHostAddress(), subnet);
    }

    @Override
    public void dropped(String reason) {
        counts.add(DROPPED, DROPPED_HELP, reason);
    }
}
