package dev.muster.cluster.dhcp6.policy;

import dev.muster.cluster.dhcp6.codec.Dhcp6Packet;
import dev.muster.cluster.dhcp6.codec.MessageType;
import dev.muster.cluster.dhcp6.codec.OptionCode;
import dev.muster.cluster.dhcp6.lease.Bindings;
import dev.muster.cluster.dhcp6.policy.Decision.Silence;
import dev.muster.model.network.Ipv6Address;
import java.time.Instant;
import java.util.List;

/// What a DHCPv6 server answers. Knows no socket, no disk and no clock.
///
/// Safe to call from several threads: a decision takes microseconds and holds one lock.
public final class Dhcp6Policy {
    private final Bindings bindings;
    private final PolicySettings settings;
    private final Answers answers;
    private final AddressService addresses;
    private Pools pools = Pools.NONE;

    public Dhcp6Policy(Bindings bindings, PolicySettings settings) {
        this.bindings = bindings;
        this.settings = settings;
        this.answers = new Answers(settings.serverId(), settings.bootUrls());
        this.addresses = new AddressService(bindings, settings, answers);
    }

    /// Serves these subnets from now on. Offers under way stay.
    ///
    /// @throws InvalidDhcp6Config if two of them overlap; then nothing has changed
    public synchronized void serve(List<Subnet> subnets) throws InvalidDhcp6Config {
        pools = Pools.of(subnets, bindings);
        bindings.group(pools.all());
    }

    /// What to do about a packet.
    ///
    /// @param sender the address that it came from
    public synchronized Decision on(Dhcp6Packet request, Ipv6Address sender, String interfaceName, Instant now) {
        if (request.type().isFromServer()) {
            return new Decision.Silent(Silence.FROM_A_SERVER);
        }
        var pool = pools.forRequest(request, interfaceName);
        if (pool.isEmpty()) {
            return new Decision.Silent(Silence.NOT_SERVED);
        }
        boolean meansAnother =
                request.serverId().filter(id -> !id.equals(settings.serverId())).isPresent();
        if (meansAnother && request.type() != MessageType.REQUEST) {
            return new Decision.Silent(Silence.OTHER_SERVER);
        }
        if (!hasRightIdentifiers(request)) {
            return new Decision.Silent(Silence.WRONG_IDENTIFIERS);
        }
        var client = Client.of(request, sender, pool.get(), now);
        if (meansAnother) {
            return addresses.takeElsewhere(client);
        }
        return switch (request.type()) {
            case SOLICIT -> addresses.solicit(client);
            case REQUEST -> addresses.request(client);
            case CONFIRM -> addresses.confirm(client);
            case RENEW, REBIND -> addresses.extend(client);
            case RELEASE -> addresses.release(client);
            case DECLINE -> addresses.decline(client);
            case INFORMATION_REQUEST -> inform(client);
            case ADVERTISE, REPLY, RECONFIGURE, RELAY_FORW, RELAY_REPL -> new Decision.Silent(Silence.FROM_A_SERVER);
        };
    }

    /// Such a request asks for no addresses (RFC 8415 16.12).
    private Decision inform(Client client) {
        var options = client.packet().options();
        return options.has(OptionCode.IA_NA) || options.has(OptionCode.IA_TA) || options.has(OptionCode.IA_PD)
                ? new Decision.Silent(Silence.INCOMPLETE)
                : new Decision.Inform(answers.informed(client));
    }

    /// RFC 8415 16.2, 16.4-9, 16.12.
    private static boolean hasRightIdentifiers(Dhcp6Packet request) {
        boolean client = request.clientId().isPresent();
        boolean server = request.serverId().isPresent();
        return switch (request.type()) {
            case SOLICIT, CONFIRM, REBIND -> client && !server;
            case REQUEST, RENEW, RELEASE, DECLINE -> client && server;
            case INFORMATION_REQUEST, ADVERTISE, REPLY, RECONFIGURE, RELAY_FORW, RELAY_REPL -> true;
        };
    }
}
