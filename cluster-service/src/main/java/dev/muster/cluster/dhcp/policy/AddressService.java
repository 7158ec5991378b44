package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.codec.MessageType;
import dev.muster.cluster.dhcp.lease.Lease;
import dev.muster.cluster.dhcp.lease.Leases;
import dev.muster.cluster.dhcp.lease.Quarantine;
import dev.muster.cluster.dhcp.policy.Decision.Silence;

/// What a server that gives addresses answers (RFC 2131 4.3; BOOTP: RFC 951, 1534).
final class AddressService {
    private final Leases leases;
    private final PolicySettings settings;
    private final LeaseTimes leaseTimes;
    private final Answers answers;

    AddressService(Leases leases, PolicySettings settings, Answers answers) {
        this.leases = leases;
        this.settings = settings;
        this.leaseTimes = new LeaseTimes(settings.known());
        this.answers = answers;
    }

    Decision on(MessageType type, Client client) {
        return switch (type) {
            case DISCOVER -> discover(client);
            case REQUEST -> request(client);
            case DECLINE -> decline(client);
            case RELEASE -> release(client);
            case INFORM -> inform(client);
            case OFFER, ACK, NAK -> new Decision.Silent(Silence.FROM_A_SERVER);
        };
    }

    /// One question, one answer, and the address is the client's for ever: it never says that it is still there.
    Decision bootp(Client client) {
        var address = client.pool().chooseForever(client.mac(), client.now());
        if (address.isEmpty()) {
            return new Decision.Silent(Silence.BOOTP);
        }
        if (hasTooMany(client, address.get())) {
            return new Decision.Silent(Silence.TOO_MANY_LEASES);
        }
        var lease = new Lease(client.mac(), address.get(), client.now(), Lease.NEVER);
        keep(client, lease);
        return new Decision.Grant(answers.bootp(client, address.get()), lease, false);
    }

    private Decision discover(Client client) {
        var address = client.pool().choose(client.mac(), client.packet().requestedAddress(), client.now());
        if (address.isEmpty()) {
            return new Decision.Exhausted(client.mac(), client.subnet());
        }
        if (hasTooMany(client, address.get())) {
            return new Decision.Silent(Silence.TOO_MANY_LEASES);
        }
        client.pool().offer(client.mac(), address.get(), client.now().plus(settings.offerHold()));
        var leaseTime = leaseTimes.of(client.packet(), client.mac(), client.subnet());
        return new Decision.Offer(answers.offer(client, address.get(), leaseTime), client.mac(), address.get());
    }

    /// The four kinds of REQUEST are told apart by the fields of RFC 2131 4.3.2 and table 4.
    private Decision request(Client client) {
        var requested = client.packet().requestedAddress();
        var ciaddr = client.packet().ciaddr();
        if (client.meansAnother()) {
            client.pool().withdrawOffer(client.mac(), client.now());
            return new Decision.Silent(Silence.OTHER_SERVER);
        }
        if (!ciaddr.isZero()) {
            return renewOrRebind(client, ciaddr);
        }
        if (requested.isEmpty()) {
            return new Decision.Silent(Silence.INCOMPLETE);
        }
        return client.packet().serverId().isPresent()
                ? select(client, requested.get())
                : reboot(client, requested.get());
    }

    private Decision select(Client client, Ipv4 address) {
        return client.pool().mayHave(client.mac(), address, client.now())
                ? grant(client, address, false)
                : refuse(client, address, "address not available");
    }

    /// INIT-REBOOT. A stranger gets silence: another server may know it.
    private Decision reboot(Client client, Ipv4 address) {
        if (!client.subnet().contains(address)) {
            return refuse(client, address, "wrong network");
        }
        var known = client.pool().known(client.mac());
        if (known.isEmpty()) {
            return new Decision.Silent(Silence.UNKNOWN_CLIENT);
        }
        boolean same = known.get().equals(address)
                || client.subnet()
                        .reservedFor(client.mac())
                        .filter(address::equals)
                        .isPresent();
        return same && client.pool().mayHave(client.mac(), address, client.now())
                ? grant(client, address, false)
                : refuse(client, address, "address not available");
    }

    /// An address of the range that nobody else has is confirmed even if its lease is not known: the client runs
    /// on it, and taking it away would stop the machine.
    private Decision renewOrRebind(Client client, Ipv4 address) {
        if (!client.subnet().contains(address)) {
            return refuse(client, address, "wrong network");
        }
        if (client.pool().mayHave(client.mac(), address, client.now())) {
            return grant(client, address, true);
        }
        return client.pool().belongsToAnother(client.mac(), address, client.now())
                ? refuse(client, address, "address not available")
                : new Decision.Silent(Silence.UNKNOWN_CLIENT);
    }

    private Decision grant(Client client, Ipv4 address, boolean renewal) {
        if (hasTooMany(client, address)) {
            return refuse(client, address, "too many addresses");
        }
        var leaseTime = leaseTimes.of(client.packet(), client.mac(), client.subnet());
        var lease = new Lease(client.mac(), address, client.now(), client.now().plus(leaseTime));
        keep(client, lease);
        return new Decision.Grant(answers.ack(client, address, leaseTime), lease, renewal);
    }

    private void keep(Client client, Lease lease) {
        client.pool().lease(client.mac(), lease.address(), lease.expires());
        leases.put(lease);
    }

    /// One machine that asks for address after address would drain the range.
    private boolean hasTooMany(Client client, Ipv4 address) {
        return !client.pool().isHolder(client.mac(), address)
                && client.pool().othersOf(client.mac(), address, client.now()) >= settings.leasesPerMac();
    }

    private Decision refuse(Client client, Ipv4 address, String message) {
        return new Decision.Refuse(answers.refusal(client, message), client.mac(), address);
    }

    private Decision decline(Client client) {
        var address = client.packet().requestedAddress();
        if (client.meansAnother() || address.isEmpty() || !client.pool().isHolder(client.mac(), address.get())) {
            return new Decision.Silent(Silence.NOT_THE_HOLDER);
        }
        if (client.pool().othersOf(client.mac(), address.get(), client.now()) >= settings.leasesPerMac()) {
            return new Decision.Silent(Silence.TOO_MANY_LEASES);
        }
        var ended = new Lease(client.mac(), address.get(), client.now(), client.now());
        var quarantine = new Quarantine(
                client.mac(), address.get(), client.now(), client.now().plus(settings.quarantine()));
        client.pool().restore(quarantine);
        leases.put(ended);
        leases.put(quarantine);
        return new Decision.Declined(ended, quarantine, client.subnet());
    }

    private Decision release(Client client) {
        var address = client.packet().ciaddr();
        var lease = leases.of(address).filter(held -> held.mac().equals(client.mac()));
        if (client.meansAnother() || lease.isEmpty() || !client.pool().isHolder(client.mac(), address)) {
            return new Decision.Silent(Silence.NOT_THE_HOLDER);
        }
        var ended = lease.get().endedAt(client.now());
        client.pool().lease(client.mac(), address, client.now());
        leases.put(ended);
        return new Decision.Released(ended);
    }

    private Decision inform(Client client) {
        var ciaddr = client.packet().ciaddr();
        return ciaddr.isZero() || client.subnet().contains(ciaddr)
                ? new Decision.Inform(answers.informed(client))
                : new Decision.Silent(Silence.NOT_SERVED);
    }
}
