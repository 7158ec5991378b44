package dev.muster.cluster.dhcp6.policy;

import dev.muster.cluster.address.AddressHold.Kind;
import dev.muster.cluster.dhcp6.codec.Association;
import dev.muster.cluster.dhcp6.codec.MessageType;
import dev.muster.cluster.dhcp6.codec.OptionCode;
import dev.muster.cluster.dhcp6.codec.Status;
import dev.muster.cluster.dhcp6.lease.Binding;
import dev.muster.cluster.dhcp6.lease.Bindings;
import dev.muster.cluster.dhcp6.lease.Holder;
import dev.muster.cluster.dhcp6.policy.Decision.Silence;
import dev.muster.model.network.Ipv6Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// What is answered to clients that want an address, have one, or give it back (RFC 8415 18.3.1-5, 18.3.7-8).
final class AddressService {
    private static final Status NO_ADDRESS = new Status(Status.NO_ADDRS_AVAIL, "no address is free");
    private static final Status NO_BINDING = new Status(Status.NO_BINDING, "this lease is not known");
    private static final Status NOT_ON_LINK = new Status(Status.NOT_ON_LINK, "the address is not of this network");
    private static final Status DONE = new Status(Status.SUCCESS, "done");

    private final Bindings bindings;
    private final PolicySettings settings;
    private final Answers answers;

    AddressService(Bindings bindings, PolicySettings settings, Answers answers) {
        this.bindings = bindings;
        this.settings = settings;
        this.answers = answers;
    }

    Decision solicit(Client client) {
        if (client.subnet().rapidCommit() && client.packet().options().has(OptionCode.RAPID_COMMIT)) {
            return lease(client, true);
        }
        var offered = new ArrayList<Ipv6Address>();
        var associations = new ArrayList<Association>();
        for (var wanted : client.associations()) {
            var holder = client.holder(wanted);
            var address = choose(client, holder, wanted);
            address.ifPresent(chosen -> {
                bindings.offer(holder, chosen, client.now(), client.now().plus(settings.offerHold()));
                offered.add(chosen);
            });
            associations.add(address.map(chosen -> answers.granted(client, wanted.iaid(), chosen, List.of()))
                    .orElse(Association.refused(wanted.iaid(), NO_ADDRESS)));
        }
        var answer = answers.leases(client, MessageType.ADVERTISE, associations, false);
        return offered.isEmpty() && !associations.isEmpty()
                ? new Decision.Exhausted(answer, client.mac(), client.subnet())
                : new Decision.Offer(answer, client.mac(), offered, answers.unbootable(client));
    }

    Decision request(Client client) {
        return lease(client, false);
    }

    /// The client takes another server's offer (a REQUEST that names it). Where that one gives addresses of our range
    /// too, these are in use from now on.
    Decision takeElsewhere(Client client) {
        var uses = new ArrayList<Binding>();
        for (var association : client.associations()) {
            var holder = client.holder(association);
            client.pool().addresses().withdrawOffers(holder);
            wishes(association)
                    .limit(1)
                    .filter(address -> client.pool().addresses().isFree(address, client.now())
                            && client.pool().addresses().hasPlace(address, client.now()))
                    .map(address -> new Binding(
                            address,
                            holder,
                            Kind.FOREIGN,
                            client.now(),
                            client.now().plus(client.subnet().valid())))
                    .forEach(uses::add);
        }
        uses.forEach(bindings::put);
        return uses.isEmpty() ? new Decision.Silent(Silence.OTHER_SERVER) : new Decision.TakenElsewhere(uses);
    }

    private Decision lease(Client client, boolean rapid) {
        var changed = new ArrayList<Binding>();
        var associations = new ArrayList<Association>();
        boolean exhausted = false;
        for (var wanted : client.associations()) {
            if (!rapid
                    && wanted.addresses().stream()
                            .anyMatch(wish -> !client.subnet().contains(wish.address()))) {
                associations.add(Association.refused(wanted.iaid(), NOT_ON_LINK));
                continue;
            }
            var holder = client.holder(wanted);
            var address = wishes(wanted)
                    .filter(wish -> !rapid && mayTake(client, holder, wish))
                    .findFirst()
                    .or(() -> choose(client, holder, wanted));
            if (address.isPresent()) {
                changed.add(keep(client, holder, address.get()));
                associations.add(answers.granted(client, wanted.iaid(), address.get(), List.of()));
            } else {
                exhausted = true;
                associations.add(Association.refused(wanted.iaid(), NO_ADDRESS));
            }
        }
        var answer = answers.leases(client, MessageType.REPLY, associations, rapid);
        return exhausted && changed.isEmpty()
                ? new Decision.Exhausted(answer, client.mac(), client.subnet())
                : new Decision.Commit(answer, changed, false, client.subnet());
    }

    /// Whether the addresses are of the link that the client is on now; silence if there is nothing to judge.
    Decision confirm(Client client) {
        var addresses =
                client.associations().stream().flatMap(AddressService::wishes).toList();
        if (addresses.isEmpty()) {
            return new Decision.Silent(Silence.INCOMPLETE);
        }
        boolean here = addresses.stream().allMatch(client.subnet()::contains);
        return new Decision.Inform(answers.status(client, here ? DONE : NOT_ON_LINK, List.of()));
    }

    /// RENEW and REBIND. An address that nobody else has is confirmed even if its lease is not known: the client runs
    /// on it, and taking it away would stop the machine.
    Decision extend(Client client) {
        var changed = new ArrayList<Binding>();
        var associations = new ArrayList<Association>();
        for (var held : client.associations()) {
            var holder = client.holder(held);
            var address = Stream.concat(
                            client.pool().held(holder).filter(Binding::isLease).map(Binding::address).stream(),
                            wishes(held))
                    .filter(candidate -> mayTake(client, holder, candidate))
                    .findFirst();
            var ended = held.addresses().stream()
                    .filter(other -> address.isEmpty() || !other.address().equals(address.get()))
                    .map(other -> new Association.Address(other.address(), 0, 0))
                    .toList();
            if (address.isPresent()) {
                changed.add(keep(client, holder, address.get()));
                associations.add(answers.granted(client, held.iaid(), address.get(), ended));
            } else if (ended.isEmpty()) {
                associations.add(Association.refused(held.iaid(), NO_BINDING));
            } else {
                associations.add(new Association(held.iaid(), 0, 0, ended, null));
            }
        }
        if (associations.isEmpty()) {
            return new Decision.Silent(Silence.INCOMPLETE);
        }
        var answer = answers.leases(client, MessageType.REPLY, associations, false);
        return new Decision.Commit(answer, changed, true, client.subnet());
    }

    Decision release(Client client) {
        return giveBack(client, binding -> binding.endedAt(client.now()));
    }

    /// The client saw somebody else use the address.
    Decision decline(Client client) {
        for (var association : client.associations()) {
            var holder = client.holder(association);
            boolean tooMany = wishes(association)
                    .anyMatch(address ->
                            client.pool().othersOf(holder, address, client.now()) >= settings.leasesPerMachine());
            if (tooMany) {
                return new Decision.Silent(Silence.TOO_MANY_LEASES);
            }
        }
        return giveBack(
                client,
                binding -> new Binding(
                        binding.address(),
                        binding.holder(),
                        Kind.QUARANTINED,
                        client.now(),
                        client.now().plus(settings.quarantine())));
    }

    private Decision giveBack(Client client, UnaryOperator<Binding> after) {
        var changed = new ArrayList<Binding>();
        var unknown = new ArrayList<Association>();
        for (var association : client.associations()) {
            var holder = client.holder(association);
            var known = wishes(association)
                    .filter(address -> client.pool().addresses().isHolder(holder, address))
                    .flatMap(address -> bindings.of(address).stream())
                    .filter(binding -> binding.isOf(holder) && !binding.isOver(client.now()))
                    .map(after)
                    .toList();
            if (known.isEmpty()) {
                unknown.add(Association.refused(association.iaid(), NO_BINDING));
            }
            changed.addAll(known);
        }
        changed.forEach(bindings::put);
        return new Decision.Commit(answers.status(client, DONE, unknown), changed, false, client.subnet());
    }

    private Optional<Ipv6Address> choose(Client client, Holder holder, Association wanted) {
        return client.pool()
                .choose(holder, wishes(wanted), client.now())
                .filter(address -> !hasTooMany(client, holder, address));
    }

    private boolean mayTake(Client client, Holder holder, Ipv6Address address) {
        return client.pool().addresses().mayHave(holder, address, client.now())
                && client.pool().addresses().hasPlace(address, client.now())
                && !hasTooMany(client, holder, address);
    }

    /// One machine that asks for address after address would drain the range.
    private boolean hasTooMany(Client client, Holder holder, Ipv6Address address) {
        return !client.pool().addresses().isHolder(holder, address)
                && client.pool().othersOf(holder, address, client.now()) >= settings.leasesPerMachine();
    }

    private Binding keep(Client client, Holder holder, Ipv6Address address) {
        var binding = new Binding(
                address,
                holder,
                Kind.LEASED,
                client.now(),
                client.now().plus(client.subnet().valid()));
        client.pool().addresses().withdrawOffers(holder);
        bindings.put(binding);
        return binding;
    }

    private static Stream<Ipv6Address> wishes(Association association) {
        return association.addresses().stream().map(Association.Address::address);
    }
}
