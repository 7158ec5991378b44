package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.address.AddressHold.Kind;
import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.lease.ClientIdentity;
import dev.muster.cluster.dhcp.lease.ForeignUse;
import dev.muster.cluster.dhcp.lease.Hold;
import dev.muster.cluster.dhcp.lease.Leases;
import dev.muster.cluster.dhcp.policy.Decision.Silence;
import dev.muster.model.node.MacAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a DHCP server answers, in each subnet as its mode says. Knows no socket, no disk and no clock.
///
/// Safe to call from several threads: a decision takes microseconds and holds one lock.
public final class DhcpPolicy {
    private final Leases leases;
    private final PolicySettings settings;
    private final AddressService addresses;
    private final ProxyService proxy;
    private Pools pools = Pools.NONE;

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
    public synchronized void serve(List<Subnet> subnets) throws InvalidDhcpConfig {
        pools = Pools.of(subnets, leases);
        leases.group(pools);
    }

    /// What to do about a packet on port 67.
    public synchronized Decision on(DhcpPacket request, String interfaceName, Instant now) {
        if (request.op() != DhcpPacket.REQUEST) {
            return new Decision.Silent(Silence.NOT_A_REQUEST);
        }
        var pool = pools.forRequest(request, interfaceName);
        if (pool.isEmpty()) {
            return new Decision.Silent(Silence.NOT_SERVED);
        }
        var identity = Identification.of(request, pool.get().subnet().identity());
        if (identity.isEmpty()) {
            return new Decision.Silent(Silence.UNIDENTIFIED);
        }
        var type = request.messageType();
        var client = new Client(request, identity.get(), pool.get(), now);
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
        var pool = pools.proxy(interfaceName, sender.address());
        if (pool.isEmpty()) {
            return new Decision.Silent(Silence.NOT_SERVED);
        }
        var identity = Identification.of(request, pool.get().subnet().identity());
        return identity.isEmpty()
                ? new Decision.Silent(Silence.UNIDENTIFIED)
                : proxy.onBootService(type.get(), new Client(request, identity.get(), pool.get(), now), sender);
    }

    /// The subnet in which an address is served.
    public synchronized Optional<Subnet> subnetOf(Ipv4 address) {
        return pools.subnetOf(address);
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
                .filter(pool -> pool.addresses().isFree(address, now))
                .forEach(pool -> pool.quiet(address, now));
    }

    /// An address that somebody uses who does not have it from here.
    ///
    /// @param isNew whether it was not known before that this machine uses it
    public record Conflict(ForeignUse use, Subnet subnet, boolean isNew) {}

    /// Somebody on the network uses a free address: nobody is given it for a while.
    ///
    /// @param station who answered for it
    /// @return empty if the address has been given to a machine meanwhile, which then is who answers
    public synchronized Optional<Conflict> inUse(String interfaceName, Ipv4 address, MacAddress station, Instant now) {
        return pools.local(interfaceName).stream()
                .filter(candidate -> candidate.addresses().isFree(address, now)
                        && candidate.addresses().hasPlace(address, now))
                .findFirst()
                .map(pool -> {
                    var known = leases.at(address)
                            .filter(hold -> hold.kind() == Kind.FOREIGN
                                    && hold.client().mac().equals(station))
                            .map(Hold::client);
                    var user = known.orElse(ClientIdentity.of(station));
                    var use = new ForeignUse(user, address, now, now.plus(settings.quarantine()));
                    leases.put(use);
                    return new Conflict(use, pool.subnet(), known.isEmpty());
                });
    }
}
