package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.dhcp.codec.DhcpOptions;
import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.codec.MessageType;
import dev.muster.cluster.dhcp.codec.OptionCode;
import dev.muster.cluster.dhcp.codec.SubOptions;
import dev.muster.cluster.dhcp.codec.SubOptions.SubOption;
import dev.muster.cluster.firmware.Loader;
import dev.muster.cluster.wire.Octets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;

/// Fills the packets that go out.
final class Answers {
    private static final int IP_AND_UDP_HEADERS = 28;
    /// Any client takes a datagram of this size (RFC 2131 2).
    private static final int SMALLEST_MAX_MESSAGE = 576;
    private static final int ETHERNET_MTU = 1500;
    /// A BOOTP message has no more (RFC 951 3), and its client may have no room for more.
    private static final int BOOTP_MESSAGE = 300;

    /// PXE 2.1, table 2-1: in option 43.
    private static final int PXE_DISCOVERY_CONTROL = 6;
    private static final int PXE_BOOT_ITEM = 71;
    /// Take the boot file of this answer, without menu or multicast.
    private static final int BOOT_FILE_OF_THIS_ANSWER = 8;

    private final BootFiles bootFiles;

    Answers(BootFiles bootFiles) {
        this.bootFiles = bootFiles;
    }

    Answer offer(Client client, Ipv4 address, Duration leaseTime) {
        return withAddress(MessageType.OFFER, client, address, leaseTime);
    }

    Answer ack(Client client, Ipv4 address, Duration leaseTime) {
        return withAddress(MessageType.ACK, client, address, leaseTime);
    }

    /// Has no yiaddr and no times (RFC 2131 4.3.5).
    Answer informed(Client client) {
        var options =
                start(Optional.of(MessageType.ACK), client, client.packet().ciaddr());
        addNetwork(options, client.subnet());
        var server = client.subnet().server();
        return bootable(client, Ipv4.ANY, options, bootFiles.forProxied(bootClient(client), server));
    }

    /// To a BOOTP client (RFC 951, 1534 2): no times and no type.
    Answer bootp(Client client, Ipv4 address) {
        var options = start(Optional.empty(), client, address);
        addNetwork(options, client.subnet());
        var server = client.subnet().server();
        return bootable(client, address, options, bootFiles.forClient(bootClient(client), server));
    }

    /// Only the boot file, beside the DHCP server that gives the address (PXE 2.1, 2.2 and table 2-4).
    Answer proxied(MessageType type, Client client) {
        var options = start(Optional.of(type), client, client.packet().ciaddr());
        if (BootClients.isPxe(client.packet())) {
            options.always(OptionCode.VENDOR_CLASS, Octets.ascii(BootClients.PXE));
            options.always(OptionCode.VENDOR_SPECIFIC, bootServerOptions(client.packet()));
        }
        var server = client.subnet().server();
        return bootable(client, Ipv4.ANY, options, bootFiles.forProxied(bootClient(client), server));
    }

    Answer refusal(Client client, String message) {
        var request = client.packet();
        var options = AnswerOptions.start(client, OptionSet.NONE, Optional.of(MessageType.NAK))
                .exactly(OptionCode.MESSAGE, Octets.ascii(message));
        // 4.3.2: the relay has to broadcast it, since the client's address is wrong
        int flags = request.isRelayed() ? request.flags() | DhcpPacket.BROADCAST_FLAG : request.flags();
        var packet = packet(request, flags, Ipv4.ANY, Ipv4.ANY, Ipv4.ANY, "", options.buildBare());
        return answer(request, packet, client.subnet(), "");
    }

    private Answer withAddress(MessageType type, Client client, Ipv4 address, Duration leaseTime) {
        var options = start(Optional.of(type), client, address);
        long seconds = leaseTime.toSeconds();
        options.exactly(OptionCode.LEASE_TIME, Octets.uint32(seconds));
        long rebinding = within(options.configured(OptionCode.REBINDING_TIME), seconds, seconds * 7 / 8);
        long renewal = within(options.configured(OptionCode.RENEWAL_TIME), rebinding, Math.min(seconds / 2, rebinding));
        // of a lease that is over before it could be renewed there is none of the two
        if (renewal > 0 && options.wants(OptionCode.RENEWAL_TIME)) {
            options.exactly(OptionCode.RENEWAL_TIME, Octets.uint32(renewal));
        }
        if (rebinding > renewal && options.wants(OptionCode.REBINDING_TIME)) {
            options.exactly(OptionCode.REBINDING_TIME, Octets.uint32(rebinding));
        }
        addNetwork(options, client.subnet());
        var server = client.subnet().server();
        return bootable(client, address, options, bootFiles.forClient(bootClient(client), server));
    }

    /// What an operator set, unless the lease is shorter: T1 < T2 < lease (RFC 2131 4.4.5).
    private static long within(Optional<Octets> configured, long below, long otherwise) {
        return configured
                .filter(value -> value.length() == 4)
                .map(value -> Integer.toUnsignedLong(value.int32At(0)))
                .filter(value -> value < below)
                .orElse(otherwise);
    }

    private static BootClient bootClient(Client client) {
        return BootClient.of(client.packet());
    }

    /// A server address goes out without a boot file too: U-Boot looks there for PXELINUX's configuration.
    private Answer bootable(Client client, Ipv4 address, AnswerOptions options, Optional<BootFiles.BootFile> usual) {
        var request = client.packet();
        var subnet = client.subnet();
        options.text(OptionCode.TFTP_SERVER_NAME, subnet.server().toString());
        String file = options.configured(OptionCode.BOOT_FILE_NAME)
                .map(Octets::text)
                .or(() -> usual.map(BootFiles.BootFile::name))
                .orElse("");
        if (!file.isEmpty()) {
            options.text(OptionCode.BOOT_FILE_NAME, file);
        }
        usual.map(BootFiles.BootFile::pathPrefix)
                .filter(prefix -> !prefix.isEmpty())
                .ifPresent(prefix -> options.always(OptionCode.PATH_PREFIX, Octets.ascii(prefix)));
        // UEFI 2.5 HTTP boot takes only an answer that says the same
        if (!file.isEmpty() && (BootClients.isHttp(request) || Loader.isHttp(request.clientArchs()))) {
            options.always(OptionCode.VENDOR_CLASS, Octets.ascii(BootClients.HTTP));
        }
        var tftpServer = options.configured(OptionCode.TFTP_SERVER_NAME)
                .flatMap(text -> Ipv4.parsed(text.text()))
                .orElse(subnet.server());
        var packet = packet(request, request.flags(), ciaddr(request), address, tftpServer, file, options.build());
        return answer(
                request, packet, subnet, file.isEmpty() ? bootClient(client).name() : "");
    }

    /// Only an ACK has it (RFC 2131 table 3).
    private static Ipv4 ciaddr(DhcpPacket request) {
        boolean discover = request.messageType().equals(Optional.of(MessageType.DISCOVER));
        return discover ? Ipv4.ANY : request.ciaddr();
    }

    private static Octets bootServerOptions(DhcpPacket request) {
        var options = new ArrayList<SubOption>();
        options.add(new SubOption(PXE_DISCOVERY_CONTROL, Octets.uint8(BOOT_FILE_OF_THIS_ANSWER)));
        request.vendorSpecific()
                .flatMap(sent -> sent.get(PXE_BOOT_ITEM))
                .ifPresent(item -> options.add(new SubOption(PXE_BOOT_ITEM, item)));
        return new SubOptions(options).encodeEnded();
    }

    private static AnswerOptions start(Optional<MessageType> type, Client client, Ipv4 address) {
        var configured = client.subnet().optionsFor(client.mac(), address);
        return AnswerOptions.start(client, configured, type);
    }

    private static void addNetwork(AnswerOptions options, Subnet subnet) {
        options.exactly(OptionCode.SUBNET_MASK, subnet.mask().octets())
                .addresses(OptionCode.ROUTERS, subnet.routers())
                .addresses(OptionCode.NAME_SERVERS, subnet.dns());
        if (!subnet.domain().isEmpty()) {
            options.ifWanted(OptionCode.DOMAIN_NAME, Octets.ascii(subnet.domain()));
        }
        options.ifWanted(OptionCode.BROADCAST_ADDRESS, subnet.broadcastAddress().octets())
                .addresses(OptionCode.NTP_SERVERS, subnet.ntp());
    }

    private static DhcpPacket packet(
            DhcpPacket request, int flags, Ipv4 ciaddr, Ipv4 yiaddr, Ipv4 siaddr, String file, DhcpOptions options) {
        return new DhcpPacket(
                DhcpPacket.REPLY,
                request.htype(),
                request.hlen(),
                0,
                request.xid(),
                0,
                flags,
                ciaddr,
                yiaddr,
                siaddr,
                request.giaddr(),
                request.chaddr(),
                "",
                file,
                options);
    }

    private static Answer answer(DhcpPacket request, DhcpPacket packet, Subnet subnet, String unbootable) {
        int datagram = Math.min(ETHERNET_MTU, request.maxMessageSize().orElse(SMALLEST_MAX_MESSAGE));
        boolean bootp =
                request.messageType().isEmpty() && request.maxMessageSize().isEmpty();
        int maxBytes = bootp ? BOOTP_MESSAGE : datagram - IP_AND_UDP_HEADERS;
        return new Answer(
                packet,
                ReplyTarget.of(
                        request,
                        packet,
                        address -> !request.isRelayed() && subnet.isLocal() && subnet.contains(address)),
                subnet.server(),
                maxBytes,
                unbootable);
    }
}
