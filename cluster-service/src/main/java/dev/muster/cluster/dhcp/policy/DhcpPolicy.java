package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.lease.Leases;
import dev.muster.cluster.dhcp.lease.Quarantine;
import dev.muster.cluster.dhcp.policy.Decision.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a DHCP server answers, in each subnet as its mode says. Knows no socket, no disk and no clock.
///
/// A lease belongs to a MAC; the client identifier is only echoed. On its way up one machine shows three
/// identities (firmware, initramfs, installed system), and with three addresses it would lose its root disk.
///
/// Safe to call from several threads: a decision takes microseconds and holds one lock.
public final class DhcpPolicy {
    private final Leases leases;
    private final PolicySettings settings;
    private final AddressService addresses;
    private final ProxyService proxy;
    private Pools pools = new Pools(List.of());

    public DhcpPolicy(Leases leases, PolicySettings settings) {
        var answers = new Answers(settings.bootFiles());
        this.leases = leases;
        this.settings = settings;
        this.addresses = new AddressService(leases, settings, answers);
        this.proxy = new ProxyService(answers);
    }

    /// Serves these subnets from now on. Offers under way stay.
    ///
    /// @throws InvalidDhcpConfig if two of them overlap; then nothing has changed
    public synchronized void serve(List<Subnet> subnets, Instant now) throws InvalidDhcpConfig {
        pools = Pools.of(subnets, leases, pools, now);
    }

    /// What to do about a packet on port 67.
    public synchronized Decision on(DhcpPacket request, String interfaceName, Instant now) {
        if (request.op() != DhcpPacket.REQUEST) {
            return new Decision.Silent(Silence.NOT_A_REQUEST);
        }
        var mac = request.mac();
        if (mac.isEmpty()) {
            return new Decision.Silent(Silence.NOT_ETHERNET);
        }
        var pool = pools.forRequest(request, interfaceName);
        if (pool.isEmpty()) {
            return new Decision.Silent(Silence.NOT_SERVED);
        }
        var type = request.messageType();
        var client = new Client(request, mac.get(), pool.get(), now);
        return switch (pool.get().subnet().mode()) {
            case FULL, RELAY -> type.isEmpty() ? addresses.bootp(client) : addresses.on(type.get(), client);
            case PROXY -> type.isEmpty() ? new Decision.Silent(Silence.BOOTP) : proxy.on(type.get(), client);
            case OFF -> new Decision.Silent(Silence.NOT_SERVED);
        };
    }

    /// What to do about a packet on port 4011.
    public synchronized Decision onBootService(
            DhcpPacket request, String interfaceName, ReplyTarget.Sender sender, Instant now) {
        var type = request.messageType();
        if (request.op() != DhcpPacket.REQUEST || type.isEmpty()) {
            return new Decision.Silent(Silence.NOT_A_REQUEST);
        }
        var mac = request.mac();
        if (mac.isEmpty()) {
            return new Decision.Silent(Silence.NOT_ETHERNET);
        }
        var pool = pools.proxy(interfaceName, sender.address());
        return pool.isEmpty()
                ? new Decision.Silent(Silence.NOT_SERVED)
                : proxy.onBootService(type.get(), new Client(request, mac.get(), pool.get(), now), sender);
    }

    /// The next addresses on an interface that nobody has asked the network about within `age`.
    public synchronized List<Ipv4> unwatched(String interfaceName, Duration age, Instant now) {
        return pools.local(interfaceName).stream()
                .flatMap(pool -> pool.unwatched(now.minus(age), now).stream())
                .toList();
    }

    /// Nobody on the network uses the address.
    public synchronized void quiet(String interfaceName, Ipv4 address, Instant now) {
        pools.local(interfaceName).stream()
                .filter(pool -> pool.isFree(address, now))
                .forEach(pool -> pool.quiet(address, now));
    }

    /// An address that a stranger uses.
    public record Conflict(Quarantine quarantine, Subnet subnet) {}

    /// Somebody on the network uses a free address: it goes into quarantine.
    ///
    /// @return empty if the address has been given to a machine meanwhile, which then is who answers
    public synchronized Optional<Conflict> inUse(String interfaceName, Ipv4 address, Instant now) {
        return pools.local(interfaceName).stream()
                .filter(candidate -> candidate.isFree(address, now))
                .findFirst()
                .map(pool -> {
                    var quarantine = new Quarantine(Quarantine.NOBODY, address, now, now.plus(settings.quarantine()));
                    pool.restore(quarantine);
                    leases.put(quarantine);
                    return new Conflict(quarantine, pool.subnet());
                });
    }
}
