package dev.muster.cluster.boot.progress;

import dev.muster.cluster.dhcp6.Dhcp6Events;
import dev.muster.cluster.dhcp6.lease.Binding;
import dev.muster.model.network.Ipv6Address;
import dev.muster.model.node.MacAddress;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What the DHCPv6 server tells, as metrics, as progress of the machines whose MAC is known, and in the log.
public final class Dhcp6Progress implements Dhcp6Events {
    private static final Logger LOG = Logger.getLogger(Dhcp6Progress.class);
    private static final Duration EXHAUSTION_SILENCE = Duration.ofMinutes(1);

    private final DhcpSteps steps;
    private final Consumer<Binding> leases;
    private final ReasonCounts counts;
    private final Timer acknowledged;
    private final Counter offers;
    private final Counter informs;
    private final Counter exhausted;
    private final Counter conflicts;
    private final Counter interfaceFaults;
    private final Counter unbootable;
    private final QuietPeriod<String> exhaustion = new QuietPeriod<>(EXHAUSTION_SILENCE);
    private final QuietPeriod<MacAddress> missingLoaders = new QuietPeriod<>(DhcpSteps.SAME_TROUBLE);

    /// @param leases is told each lease that begins, goes on or ends, of machines whose MAC is known
    public Dhcp6Progress(Reporter reporter, Consumer<Binding> leases, MeterRegistry meters) {
        this.steps = new DhcpSteps(reporter);
        this.leases = leases;
        this.counts = new ReasonCounts(meters);
        this.acknowledged = Timer.builder("muster.dhcp6.reply")
                .description("Time from a DHCPv6 request to its REPLY, the lease on disk between them")
                .register(meters);
        this.offers = counter(meters, "muster.dhcp6.offers", "IPv6 addresses offered");
        this.informs = counter(meters, "muster.dhcp6.informs", "DHCPv6 replies that lease nothing");
        this.exhausted = counter(
                meters,
                "muster.dhcp6.pool.exhausted",
                "Requests without an IPv6 address because the range was used up");
        this.conflicts = counter(meters, "muster.dhcp6.conflicts", "IPv6 addresses found in use by a stranger");
        this.unbootable = counter(
                meters,
                "muster.dhcp6.unbootable",
                "Times that firmware was told no boot file over IPv6, having no loader");
        this.interfaceFaults = counter(
                meters, "muster.dhcp6.interface.faults", "Times that an interface to serve over IPv6 was not there");
    }

    private static Counter counter(MeterRegistry meters, String name, String description) {
        return Counter.builder(name).description(description).register(meters);
    }

    @Override
    public void offered(@Nullable MacAddress mac, Ipv6Address address, String interfaceName) {
        offers.increment();
        if (mac != null) {
            steps.offered(mac, address.toString(), interfaceName);
        }
    }

    @Override
    public void leased(Binding lease, String interfaceName, Duration took, OptionalInt arch, boolean renewal) {
        acknowledged.record(took);
        var mac = lease.holder().mac();
        if (mac == null) {
            return;
        }
        leases.accept(lease);
        if (!renewal) {
            steps.leased(mac, lease.address().toString(), interfaceName, took, arch);
        }
    }

    @Override
    public void released(Binding ended) {
        if (ended.holder().mac() != null) {
            leases.accept(ended);
        }
    }

    @Override
    public void noLoader(@Nullable MacAddress mac, String firmware, String interfaceName) {
        unbootable.increment();
        if (mac != null && missingLoaders.isOver(mac)) {
            LOG.warnf("%s, over IPv6: %s", mac, DhcpSteps.noLoaderFor(firmware));
            steps.noLoader(mac, firmware);
        }
    }

    @Override
    public void informed(String interfaceName) {
        informs.increment();
    }

    @Override
    public void poolExhausted(@Nullable MacAddress mac, String subnet) {
        exhausted.increment();
        String who = mac == null ? "a machine without a known MAC" : mac.value();
        if (exhaustion.isOver(who)) {
            LOG.errorf("%s: %s", who, DhcpSteps.noAddressIn(subnet));
            if (mac != null) {
                steps.exhausted(mac, subnet);
            }
        }
    }

    @Override
    public void conflict(Ipv6Address address, String subnet) {
        conflicts.increment();
        LOG.warnf("%s in %s is used by a machine that did not get it from here", address, subnet);
    }

    @Override
    public void interfaceMissing(String interfaceName, String why) {
        interfaceFaults.increment();
        LOG.errorf("no DHCPv6 on %s, which is looked for again: %s", interfaceName, why);
    }

    @Override
    public void interfaceServed(String interfaceName) {
        LOG.infof("DHCPv6 on %s", interfaceName);
    }

    @Override
    public void dropped(String reason) {
        counts.add("muster.dhcp6.dropped", "DHCPv6 packets that came to nothing, by reason", reason);
    }
}
