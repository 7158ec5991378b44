package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.codec.MessageType;
import dev.muster.cluster.dhcp.lease.ForeignUse;
import dev.muster.cluster.dhcp.lease.Lease;
import dev.muster.cluster.dhcp.lease.Leases;
import dev.muster.cluster.dhcp.lease.Quarantine;
import dev.muster.cluster.dhcp.lease.RelayPort;
import dev.muster.cluster.dhcp.policy.Decision.Silence;
import java.time.Instant;
import java.util.Optional;

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
        var address = client.pool().chooseForever(client.identity(), client.now());
        if (address.isEmpty()) {
            return new Decision.Silent(Silence.BOOTP);
        }
        var refused = bounded(client, address.get());
        if (refused.isPresent()) {
            return new Decision.Silent(refused.get());
        }
        var lease = lease(client, address.get(), Lease.NEVER);
        client.pool().lease(lease);
        return new Decision.Grant(answers.bootp(client, address.get()), lease, false);
    }

    private Decision discover(Client client) {
        var address = client.pool().choose(client.identity(), client.packet().requestedAddress(), client.now());
        if (address.isEmpty()) {
            return leases.hasRoom(client.now())
                    ? new Decision.Exhausted(client.mac(), client.subnet())
                    : new Decision.Silent(Silence.LEASE_TABLE_FULL);
        }
        var refused = bounded(client, address.get());
        if (refused.isPresent()) {
            return new Decision.Silent(refused.get());
        }
        client.pool()
                .offer(
                        client.identity(),
                        address.get(),
                        client.now(),
                        client.now().plus(settings.offerHold()));
        var leaseTime = leaseTimes.of(client.packet(), client.mac(), client.subnet());
        return new Decision.Offer(answers.offer(client, address.get(), leaseTime), client.mac(), address.get());
    }

    /// The four kinds of REQUEST are told apart by the fields of RFC 2131 4.3.2 and table 4.
    private Decision request(Client client) {
        var requested = client.packet().requestedAddress();
        var ciaddr = client.packet().ciaddr();
        if (client.meansAnother()) {
            return takeElsewhere(client, requested);
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

    /// The client takes another server's offer. Where that one gives addresses of our range too, this one is in use
    /// from now on.
    private Decision takeElsewhere(Client client, Optional<Ipv4> address) {
        client.addresses().withdrawOffers(client.identity());
        if (address.isEmpty() || !client.addresses().isFree(address.get(), client.now())) {
            return new Decision.Silent(Silence.OTHER_SERVER);
        }
        var use = new ForeignUse(
                client.identity(),
                address.get(),
                client.now(),
                client.now().plus(client.subnet().leaseTime()));
        if (!client.addresses().hasPlace(use.address(), client.now())) {
            return new Decision.Silent(Silence.LEASE_TABLE_FULL);
        }
        leases.put(use);
        return new Decision.TakenElsewhere(use);
    }

    private Decision select(Client client, Ipv4 address) {
        return client.mayHave(address)
                ? grant(client, address, false)
                : refuse(client, address, "address not available");
    }

    /// INIT-REBOOT. A stranger gets silence: another server may know it.
    private Decision reboot(Client client, Ipv4 address) {
        if (!client.subnet().contains(address)) {
            return refuse(client, address, "wrong network");
        }
        var known = client.pool().known(client.identity());
        if (known.isEmpty()) {
            return new Decision.Silent(Silence.UNKNOWN_CLIENT);
        }
        boolean same = known.get().equals(address)
                || client.reserved().filter(address::equals).isPresent();
        return same && client.mayHave(address)
                ? grant(client, address, false)
                : refuse(client, address, "address not available");
    }

    /// An address of the range that nobody else has is confirmed even if its lease is not known: the client runs
    /// on it, and taking it away would stop the machine.
    private Decision renewOrRebind(Client client, Ipv4 address) {
        if (!client.subnet().contains(address)) {
            return refuse(client, address, "wrong network");
        }
        if (client.mayHave(address)) {
            return grant(client, address, true);
        }
        return client.addresses().belongsToAnother(client.identity(), address, client.now())
                ? refuse(client, address, "address not available")
                : new Decision.Silent(Silence.UNKNOWN_CLIENT);
    }

    private Decision grant(Client client, Ipv4 address, boolean renewal) {
        var refused = bounded(client, address);
        if (refused.isPresent()) {
            return switch (refused.get()) {
                case TOO_MANY_LEASES -> refuse(client, address, "too many addresses");
                default -> new Decision.Silent(refused.get());
            };
        }
        var leaseTime = leaseTimes.of(client.packet(), client.mac(), client.subnet());
        var lease = lease(client, address, client.now().plus(leaseTime));
        client.pool().lease(lease);
        return new Decision.Grant(answers.ack(client, address, leaseTime), lease, renewal);
    }

    /// One that is in doubt is kept until the doubt ends, however short a lease was asked for: else the doubt would be
    /// forgotten with it.
    private static Lease lease(Client client, Ipv4 address, Instant expires) {
        var port = client.port(address);
        var kept = port.isDoubted(client.now()) && port.doubtedUntil().isAfter(expires) ? port.doubtedUntil() : expires;
        return new Lease(client.identity(), address, client.now(), kept, port);
    }

    /// What is against one more address for the client, if it is one more. One machine that asks for address after
    /// address would drain the range, and all of them together the memory.
    private Optional<Silence> bounded(Client client, Ipv4 address) {
        if (!client.isHolder(address) && client.othersThan(address) >= settings.leasesPerMac()) {
            return Optional.of(Silence.TOO_MANY_LEASES);
        }
        return client.addresses().hasPlace(address, client.now())
                ? Optional.empty()
                : Optional.of(Silence.LEASE_TABLE_FULL);
    }

    private Decision refuse(Client client, Ipv4 address, String message) {
        return new Decision.Refuse(answers.refusal(client, message), client.mac(), address);
    }

    private Decision decline(Client client) {
        var address = client.packet().requestedAddress();
        if (client.meansAnother() || address.isEmpty() || !client.isHolder(address.get())) {
            return new Decision.Silent(Silence.NOT_THE_HOLDER);
        }
        if (!client.mayEnd(placeOf(address.get()))) {
            return new Decision.Silent(Silence.ANOTHER_PORT);
        }
        if (client.othersThan(address.get()) >= settings.leasesPerMac()) {
            return new Decision.Silent(Silence.TOO_MANY_LEASES);
        }
        var ended = new Lease(client.identity(), address.get(), client.now(), client.now(), placeOf(address.get()));
        var quarantine = new Quarantine(
                client.identity(), address.get(), client.now(), client.now().plus(settings.quarantine()));
        leases.put(quarantine);
        return new Decision.Declined(ended, quarantine, client.subnet());
    }

    private RelayPort placeOf(Ipv4 address) {
        return leases.of(address).map(Lease::port).orElse(RelayPort.DIRECT);
    }

    /// Goes past the relay (RFC 2131 4.4.4), and says nothing of its port: a lease that is bound to one runs on, else
    /// anybody could end it to have it at another.
    private Decision release(Client client) {
        var address = client.packet().ciaddr();
        var lease = leases.of(address);
        if (client.meansAnother() || lease.isEmpty() || !client.isHolder(address)) {
            return new Decision.Silent(Silence.NOT_THE_HOLDER);
        }
        if (!client.mayEnd(lease.get().port())) {
            return new Decision.Silent(Silence.ANOTHER_PORT);
        }
        var ended = lease.get().endedAt(client.now());
        client.pool().lease(ended);
        return new Decision.Released(ended);
    }

    private Decision inform(Client client) {
        var ciaddr = client.packet().ciaddr();
        if (ciaddr.isZero()) {
            return new Decision.Silent(Silence.INCOMPLETE);
        }
        return client.subnet().contains(ciaddr)
                ? new Decision.Inform(answers.informed(client))
                : new Decision.Silent(Silence.NOT_SERVED);
    }
}
