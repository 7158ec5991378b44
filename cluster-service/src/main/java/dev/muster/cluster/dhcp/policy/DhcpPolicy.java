package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.lease.Lease;
import dev.muster.cluster.dhcp.lease.Leases;
import dev.muster.cluster.dhcp.policy.Decision.Silence;
import dev.muster.model.node.MacAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a DHCP server answers (RFC 2131 4.3). Knows no socket, no disk and no clock.
///
/// A lease belongs to a MAC; the client identifier is only echoed. On its way up one machine shows three
/// identities (firmware, initramfs, installed system), and with three addresses it would lose its root disk.
///
/// Safe to call from several threads: a decision takes microseconds and holds one lock.
public final class DhcpPolicy {
    private final Leases leases;
    private final PolicySettings settings;
    private final Answers answers;
    private Pools pools = new Pools(List.of());

    public DhcpPolicy(Leases leases, PolicySettings settings) {
        this.leases = leases;
        this.settings = settings;
        this.answers = new Answers(settings.bootFiles());
    }

    /// Serves these subnets from now on. Offers and quarantines under way stay.
    ///
    /// @throws InvalidDhcpConfig if two of them overlap; then nothing has changed
    public synchronized void serve(List<Subnet> subnets, Instant now) throws InvalidDhcpConfig {
        pools = Pools.of(subnets, leases.all(), pools, now);
    }

    public synchronized Decision on(DhcpPacket request, String interfaceName, Instant now) {
        if (request.op() != DhcpPacket.REQUEST) {
            return new Decision.Silent(Silence.NOT_A_REQUEST);
        }
        var type = request.messageType();
        if (type.isEmpty()) {
            return new Decision.Silent(Silence.BOOTP);
        }
        var mac = request.mac();
        if (mac.isEmpty()) {
            return new Decision.Silent(Silence.NOT_ETHERNET);
        }
        var pool = pools.forRequest(request, interfaceName);
        if (pool.isEmpty()) {
            return new Decision.Silent(Silence.NOT_SERVED);
        }
        var client = new Client(request, mac.get(), pool.get(), now);
        return switch (type.get()) {
            case DISCOVER -> discover(client);
            case REQUEST -> request(client);
            case DECLINE -> decline(client);
            case RELEASE -> release(client);
            case INFORM -> inform(client);
            case OFFER, ACK, NAK -> new Decision.Silent(Silence.FROM_A_SERVER);
        };
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

    /// Somebody on the network uses a free address: it goes into quarantine.
    ///
    /// @return its subnet; empty if the address has been given to a machine meanwhile, which then is who answers
    public synchronized Optional<Subnet> inUse(String interfaceName, Ipv4 address, Instant now) {
        var pool = pools.local(interfaceName).stream()
                .filter(candidate -> candidate.isFree(address, now))
                .findFirst();
        pool.ifPresent(found -> found.quarantine(address, now.plus(settings.quarantine())));
        return pool.map(AddressPool::subnet);
    }

    private record Client(DhcpPacket packet, MacAddress mac, AddressPool pool, Instant now) {
        Subnet subnet() {
            return pool.subnet();
        }
    }

    private Decision discover(Client client) {
        var address = client.pool.choose(client.mac, client.packet.requestedAddress(), client.now);
        if (address.isEmpty()) {
            return new Decision.Exhausted(client.mac, client.subnet());
        }
        client.pool.offer(client.mac, address.get(), client.now.plus(settings.offerHold()));
        var leaseTime = settings.leaseTime().of(client.packet, client.subnet());
        var answer = answers.offer(client.packet, client.subnet(), address.get(), leaseTime);
        return new Decision.Offer(answer, client.mac, address.get());
    }

    /// The four kinds of REQUEST are told apart by the fields of RFC 2131 4.3.2 and table 4.
    private Decision request(Client client) {
        var requested = client.packet.requestedAddress();
        var ciaddr = client.packet.ciaddr();
        var server = client.packet.serverId();
        if (server.isPresent() && !server.get().equals(client.subnet().server())) {
            client.pool.withdrawOffer(client.mac, client.now);
            return new Decision.Silent(Silence.OTHER_SERVER);
        }
        if (!ciaddr.isZero()) {
            return renewOrRebind(client, ciaddr);
        }
        if (requested.isEmpty()) {
            return new Decision.Silent(Silence.INCOMPLETE);
        }
        return server.isPresent() ? select(client, requested.get()) : reboot(client, requested.get());
    }

    private Decision select(Client client, Ipv4 address) {
        return client.pool.mayHave(client.mac, address, client.now)
                ? grant(client, address, false)
                : refuse(client, address, "address not available");
    }

    /// INIT-REBOOT. A stranger gets silence: another server may know it.
    private Decision reboot(Client client, Ipv4 address) {
        if (!client.subnet().contains(address)) {
            return refuse(client, address, "wrong network");
        }
        var known = client.pool.known(client.mac);
        if (known.isEmpty()) {
            return new Decision.Silent(Silence.UNKNOWN_CLIENT);
        }
        boolean same = known.get().equals(address)
                || address.equals(client.subnet().reserved().get(client.mac));
        return same && client.pool.mayHave(client.mac, address, client.now)
                ? grant(client, address, false)
                : refuse(client, address, "address not available");
    }

    /// An address of the range that nobody else has is confirmed even if its lease is not known: the client runs
    /// on it, and taking it away would stop the machine.
    private Decision renewOrRebind(Client client, Ipv4 address) {
        if (!client.subnet().contains(address)) {
            return refuse(client, address, "wrong network");
        }
        if (client.pool.mayHave(client.mac, address, client.now)) {
            return grant(client, address, true);
        }
        return client.pool.belongsToAnother(client.mac, address, client.now)
                ? refuse(client, address, "address not available")
                : new Decision.Silent(Silence.UNKNOWN_CLIENT);
    }

    private Decision grant(Client client, Ipv4 address, boolean renewal) {
        var leaseTime = settings.leaseTime().of(client.packet, client.subnet());
        var lease = new Lease(client.mac, address, client.now, client.now.plus(leaseTime));
        client.pool.lease(client.mac, address, lease.expires());
        leases.put(lease);
        return new Decision.Grant(answers.ack(client.packet, client.subnet(), address, leaseTime), lease, renewal);
    }

    private Decision refuse(Client client, Ipv4 address, String message) {
        return new Decision.Refuse(answers.refusal(client.packet, client.subnet(), message), client.mac, address);
    }

    private Decision decline(Client client) {
        var address = client.packet.requestedAddress();
        if (isForAnother(client) || address.isEmpty() || !client.pool.isHolder(client.mac, address.get())) {
            return new Decision.Silent(Silence.NOT_THE_HOLDER);
        }
        client.pool.quarantine(address.get(), client.now.plus(settings.quarantine()));
        var ended = new Lease(client.mac, address.get(), client.now, client.now);
        leases.put(ended);
        return new Decision.Declined(ended, client.subnet());
    }

    private Decision release(Client client) {
        var address = client.packet.ciaddr();
        var lease = leases.of(address).filter(held -> held.mac().equals(client.mac));
        if (isForAnother(client) || lease.isEmpty() || !client.pool.isHolder(client.mac, address)) {
            return new Decision.Silent(Silence.NOT_THE_HOLDER);
        }
        var ended = lease.get().endedAt(client.now);
        client.pool.lease(client.mac, address, client.now);
        leases.put(ended);
        return new Decision.Released(ended);
    }

    private Decision inform(Client client) {
        var ciaddr = client.packet.ciaddr();
        return ciaddr.isZero() || client.subnet().contains(ciaddr)
                ? new Decision.Inform(answers.informed(client.packet, client.subnet()))
                : new Decision.Silent(Silence.NOT_SERVED);
    }

    private static boolean isForAnother(Client client) {
        var server = client.packet.serverId();
        return server.isPresent() && !server.get().equals(client.subnet().server());
    }
}
