package dev.muster.cluster.dhcp6.policy;

import dev.muster.cluster.dhcp6.codec.Association;
import dev.muster.cluster.dhcp6.codec.Dhcp6Options;
import dev.muster.cluster.dhcp6.codec.Dhcp6Packet;
import dev.muster.cluster.dhcp6.codec.DomainNames;
import dev.muster.cluster.dhcp6.codec.MessageType;
import dev.muster.cluster.dhcp6.codec.OptionCode;
import dev.muster.cluster.dhcp6.codec.RelayHop;
import dev.muster.cluster.dhcp6.codec.Status;
import dev.muster.cluster.firmware.Architectures;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.network.Ipv6Address;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Spells answers.
final class Answers {
    /// IRT_MINIMUM of RFC 8415 7.6: what a client asks for again is never older than a lease would be.
    private static final long SHORTEST_REFRESH_SECONDS = 600;

    private final Octets serverId;
    private final BootUrls bootUrls;

    Answers(Octets serverId, BootUrls bootUrls) {
        this.serverId = serverId;
        this.bootUrls = bootUrls;
    }

    /// With addresses, or why there are none, and with everything else that the client wants to know.
    Dhcp6Packet leases(Client client, MessageType type, List<Association> associations, boolean rapid) {
        var options = identifiers(client);
        associations.forEach(association -> options.add(OptionCode.IA_NA, association.toOctets()));
        refuseOtherKinds(client, options);
        if (rapid) {
            options.add(OptionCode.RAPID_COMMIT, Octets.EMPTY);
        }
        addSettings(client, options);
        return packet(client, type, options);
    }

    /// With how it went, for all or for single associations.
    Dhcp6Packet status(Client client, Status status, List<Association> associations) {
        var options = identifiers(client);
        options.add(OptionCode.STATUS_CODE, status.toOctets());
        associations.forEach(association -> options.add(OptionCode.IA_NA, association.toOctets()));
        return packet(client, MessageType.REPLY, options);
    }

    /// With settings only (RFC 8415 18.3.6).
    Dhcp6Packet informed(Client client) {
        var options = identifiers(client);
        addSettings(client, options);
        if (client.packet().requests(OptionCode.INFORMATION_REFRESH_TIME)) {
            long seconds =
                    Math.max(SHORTEST_REFRESH_SECONDS, client.subnet().valid().toSeconds());
            options.add(OptionCode.INFORMATION_REFRESH_TIME, Octets.uint32(seconds));
        }
        return packet(client, MessageType.REPLY, options);
    }

    /// An address that the client has from now on.
    Association granted(Client client, int iaid, Ipv6Address address, List<Association.Address> ended) {
        long preferred = client.subnet().preferred().toSeconds();
        var addresses = new java.util.ArrayList<Association.Address>();
        addresses.add(new Association.Address(
                address, preferred, client.subnet().valid().toSeconds()));
        addresses.addAll(ended);
        // the shares of the preferred lifetime that RFC 8415 21.4 recommends
        return new Association(iaid, preferred / 2, preferred * 4 / 5, addresses, null);
    }

    /// What firmware the client is, if there is no loader for it; else empty.
    String unbootable(Client client) {
        var archs = client.packet().clientArchs();
        return bootUrls.forClient(client.packet(), client.subnet().server()).isPresent()
                ? ""
                : Architectures.names(archs);
    }

    private Dhcp6Options.Builder identifiers(Client client) {
        var options = Dhcp6Options.builder();
        client.packet().clientId().ifPresent(id -> options.add(OptionCode.CLIENT_ID, id));
        return options.add(OptionCode.SERVER_ID, serverId);
    }

    /// Temporary addresses and whole networks are not given.
    private static void refuseOtherKinds(Client client, Dhcp6Options.Builder options) {
        for (var option : client.packet().options().all()) {
            if (option.code() == OptionCode.IA_TA) {
                var status = new Status(Status.NO_ADDRS_AVAIL, "no temporary addresses");
                options.add(OptionCode.IA_TA, option.value().slice(0, 4).followedBy(nested(status)));
            } else if (option.code() == OptionCode.IA_PD) {
                var status = new Status(Status.NO_PREFIX_AVAIL, "no prefixes");
                var header = option.value().slice(0, 4).followedBy(Octets.of(new byte[8]));
                options.add(OptionCode.IA_PD, header.followedBy(nested(status)));
            }
        }
    }

    private static Octets nested(Status status) {
        var value = status.toOctets();
        return Octets.uint16(OptionCode.STATUS_CODE)
                .followedBy(Octets.uint16(value.length()))
                .followedBy(value);
    }

    private void addSettings(Client client, Dhcp6Options.Builder options) {
        var packet = client.packet();
        var subnet = client.subnet();
        if (packet.requests(OptionCode.DNS_SERVERS) && !subnet.dns().isEmpty()) {
            options.add(OptionCode.DNS_SERVERS, octets(subnet.dns()));
        }
        if (packet.requests(OptionCode.DOMAIN_LIST) && !subnet.domain().isEmpty()) {
            options.add(OptionCode.DOMAIN_LIST, DomainNames.toOctets(List.of(subnet.domain())));
        }
        if (packet.requests(OptionCode.BOOT_FILE_URL) || !packet.clientArchs().isEmpty()) {
            bootUrls.forClient(packet, subnet.server()).ifPresent(url -> {
                options.add(OptionCode.BOOT_FILE_URL, Octets.of(url.getBytes(StandardCharsets.UTF_8)));
                BootUrls.echo(packet).ifPresent(vendor -> options.add(OptionCode.VENDOR_CLASS, vendor.toOctets()));
            });
        }
    }

    private static Octets octets(List<Ipv6Address> addresses) {
        var octets = Octets.EMPTY;
        for (var address : addresses) {
            octets = octets.followedBy(Octets.of(address.toBytes()));
        }
        return octets;
    }

    private static Dhcp6Packet packet(Client client, MessageType type, Dhcp6Options.Builder options) {
        var request = client.packet();
        var back = request.relays().stream().map(Answers::back).toList();
        return new Dhcp6Packet(back, type, request.transactionId(), options.build());
    }

    /// As RFC 8415 19.3 has it: the relay agent gets back by what it knows the client.
    private static RelayHop back(RelayHop hop) {
        var options = Dhcp6Options.builder();
        for (int code : new int[] {OptionCode.INTERFACE_ID, OptionCode.RELAY_PORT}) {
            hop.options().first(code).ifPresent(value -> options.add(code, value));
        }
        return new RelayHop(hop.hopCount(), hop.link(), hop.peer(), options.build());
    }
}
