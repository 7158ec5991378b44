package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.dhcp.codec.DhcpOptions;
import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.codec.MessageType;
import dev.muster.cluster.dhcp.codec.Octets;
import dev.muster.cluster.dhcp.codec.OptionCode;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;

/// Fills the packets that go out.
final class Answers {
    private static final String HTTP_CLIENT = "HTTPClient";
    private static final int IP_AND_UDP_HEADERS = 28;
    /// Any client takes a datagram of this size (RFC 2131 2).
    private static final int SMALLEST_MAX_MESSAGE = 576;
    private static final int ETHERNET_MTU = 1500;

    private final BootFiles bootFiles;

    Answers(BootFiles bootFiles) {
        this.bootFiles = bootFiles;
    }

    Answer offer(DhcpPacket request, Subnet subnet, Ipv4 address, Duration leaseTime) {
        return withAddress(MessageType.OFFER, request, subnet, address, leaseTime);
    }

    Answer ack(DhcpPacket request, Subnet subnet, Ipv4 address, Duration leaseTime) {
        return withAddress(MessageType.ACK, request, subnet, address, leaseTime);
    }

    /// Has no yiaddr and no times (RFC 2131 4.3.5).
    Answer informed(DhcpPacket request, Subnet subnet) {
        var options = start(MessageType.ACK, subnet);
        addNetwork(options, request, subnet);
        return bootable(request, subnet, Ipv4.ANY, options);
    }

    Answer refusal(DhcpPacket request, Subnet subnet, String message) {
        var options = start(MessageType.NAK, subnet).add(OptionCode.MESSAGE, message);
        addEchoes(options, request);
        // 4.3.2: the relay has to broadcast it, since the client's address is wrong
        int flags = request.isRelayed() ? request.flags() | DhcpPacket.BROADCAST_FLAG : request.flags();
        var packet = packet(request, flags, Ipv4.ANY, Ipv4.ANY, Ipv4.ANY, "", options.build());
        return answer(request, packet, subnet);
    }

    private Answer withAddress(MessageType type, DhcpPacket request, Subnet subnet, Ipv4 address, Duration leaseTime) {
        var options = start(type, subnet);
        long seconds = leaseTime.toSeconds();
        options.add(OptionCode.LEASE_TIME, Octets.uint32(seconds));
        if (wants(request, OptionCode.RENEWAL_TIME)) {
            options.add(OptionCode.RENEWAL_TIME, Octets.uint32(seconds / 2));
        }
        if (wants(request, OptionCode.REBINDING_TIME)) {
            options.add(OptionCode.REBINDING_TIME, Octets.uint32(seconds * 7 / 8));
        }
        addNetwork(options, request, subnet);
        return bootable(request, subnet, address, options);
    }

    private Answer bootable(DhcpPacket request, Subnet subnet, Ipv4 address, DhcpOptions.Builder options) {
        var archs = request.clientArchs();
        var bootFile = bootFiles.forClient(archs, subnet.server());
        options.add(OptionCode.TFTP_SERVER_NAME, subnet.server().toString());
        options.add(OptionCode.BOOT_FILE_NAME, bootFile.name());
        if (!bootFile.pathPrefix().isEmpty()) {
            options.add(OptionCode.PATH_PREFIX, bootFile.pathPrefix());
        }
        // UEFI 2.5 HTTP boot takes only an answer that says the same
        if (archs.contains(BootFiles.UEFI_HTTP_X64)) {
            options.add(OptionCode.VENDOR_CLASS, HTTP_CLIENT);
        }
        addEchoes(options, request);
        var packet = packet(
                request, request.flags(), request.ciaddr(), address, subnet.server(), bootFile.name(), options.build());
        return answer(request, packet, subnet);
    }

    private static DhcpOptions.Builder start(MessageType type, Subnet subnet) {
        return DhcpOptions.builder()
                .add(OptionCode.MESSAGE_TYPE, Octets.uint8(type.code()))
                .add(OptionCode.SERVER_ID, subnet.server());
    }

    private static void addNetwork(DhcpOptions.Builder options, DhcpPacket request, Subnet subnet) {
        options.add(OptionCode.SUBNET_MASK, subnet.mask());
        addAddresses(options, request, OptionCode.ROUTERS, subnet.routers());
        addAddresses(options, request, OptionCode.NAME_SERVERS, subnet.dns());
        if (!subnet.domain().isEmpty() && wants(request, OptionCode.DOMAIN_NAME)) {
            options.add(OptionCode.DOMAIN_NAME, subnet.domain());
        }
        if (wants(request, OptionCode.BROADCAST_ADDRESS)) {
            options.add(OptionCode.BROADCAST_ADDRESS, subnet.broadcastAddress());
        }
        addAddresses(options, request, OptionCode.NTP_SERVERS, subnet.ntp());
    }

    private static void addAddresses(DhcpOptions.Builder options, DhcpPacket request, int code, List<Ipv4> addresses) {
        if (addresses.isEmpty() || !wants(request, code)) {
            return;
        }
        var octets = new ByteArrayOutputStream();
        addresses.forEach(address -> octets.writeBytes(address.octets().toBytes()));
        options.add(code, Octets.of(octets.toByteArray()));
    }

    /// The client's identifier (RFC 6842) and, last, what the relay put in (RFC 3046 2.2).
    private static void addEchoes(DhcpOptions.Builder options, DhcpPacket request) {
        request.clientId().ifPresent(id -> options.add(OptionCode.CLIENT_ID, id));
        request.relayAgentInfo().ifPresent(info -> options.add(OptionCode.RELAY_AGENT_INFO, info));
    }

    /// A client that sends no list gets everything.
    private static boolean wants(DhcpPacket request, int code) {
        var list = request.requestedOptions();
        if (list.isEmpty()) {
            return true;
        }
        for (int i = 0; i < list.get().length(); i++) {
            if (list.get().at(i) == code) {
                return true;
            }
        }
        return false;
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

    private static Answer answer(DhcpPacket request, DhcpPacket packet, Subnet subnet) {
        int datagram = Math.min(ETHERNET_MTU, request.maxMessageSize().orElse(SMALLEST_MAX_MESSAGE));
        return new Answer(packet, ReplyTarget.of(request, packet), subnet.server(), datagram - IP_AND_UDP_HEADERS);
    }
}
