package dev.muster.cluster.dhcp.policy;

import static dev.muster.cluster.dhcp.codec.SamplePackets.request;

import dev.muster.cluster.dhcp.codec.DhcpOptions;
import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.codec.MessageType;
import dev.muster.cluster.dhcp.codec.OptionCode;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.node.MacAddress;

/// The requests of a client's life, bare.
final class ClientRequests {
    private ClientRequests() {}

    static DhcpPacket discover(MacAddress mac) {
        return request(MessageType.DISCOVER, mac, DhcpOptions.builder());
    }

    static DhcpPacket select(MacAddress mac, Ipv4 server, Ipv4 address) {
        return request(MessageType.REQUEST, mac, chosen(server, address));
    }

    static DhcpPacket reboot(MacAddress mac, Ipv4 address) {
        return request(MessageType.REQUEST, mac, DhcpOptions.builder().add(OptionCode.REQUESTED_ADDRESS, address));
    }

    /// From a PXE ROM.
    static DhcpPacket pxe(MessageType type, MacAddress mac, DhcpOptions.Builder more) {
        return request(
                type,
                mac,
                more.add(OptionCode.VENDOR_CLASS, "PXEClient:Arch:00007:UNDI:003000")
                        .add(OptionCode.CLIENT_ARCH, Octets.uint16(7))
                        .add(OptionCode.CLIENT_MACHINE_ID, Octets.of(new byte[17])));
    }

    /// A BOOTP request has no message type.
    static DhcpPacket bootp(MacAddress mac) {
        var discover = discover(mac);
        return new DhcpPacket(
                DhcpPacket.REQUEST,
                discover.htype(),
                discover.hlen(),
                0,
                7,
                0,
                0,
                Ipv4.ANY,
                Ipv4.ANY,
                Ipv4.ANY,
                Ipv4.ANY,
                discover.chaddr(),
                "",
                "",
                DhcpOptions.NONE);
    }

    static DhcpOptions.Builder server(Ipv4 server) {
        return DhcpOptions.builder().add(OptionCode.SERVER_ID, server);
    }

    /// Server identifier and requested address.
    static DhcpOptions.Builder chosen(Ipv4 server, Ipv4 address) {
        return server(server).add(OptionCode.REQUESTED_ADDRESS, address);
    }
}
