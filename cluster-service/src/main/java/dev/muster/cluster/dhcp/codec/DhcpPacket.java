package dev.muster.cluster.dhcp.codec;

import dev.muster.cluster.firmware.Architectures;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.node.MacAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A DHCP message (RFC 2131 section 2).
///
/// @param op 1 from a client, 2 from a server
/// @param htype hardware type, 1 is Ethernet
/// @param hlen octets of `chaddr` that count
/// @param chaddr always 16 octets
/// @param sname up to its NUL; empty where options overload the field
/// @param file as `sname`
public record DhcpPacket(
        int op,
        int htype,
        int hlen,
        int hops,
        int xid,
        int secs,
        int flags,
        Ipv4 ciaddr,
        Ipv4 yiaddr,
        Ipv4 siaddr,
        Ipv4 giaddr,
        Octets chaddr,
        String sname,
        String file,
        DhcpOptions options) {
    public static final int REQUEST = 1;
    public static final int REPLY = 2;
    public static final int BROADCAST_FLAG = 0x8000;
    /// As a time in an option: for ever (RFC 2131 3.3).
    public static final long INFINITE = 0xffffffffL;

    private static final int ETHERNET = 1;
    private static final int MAC_LENGTH = 6;

    public DhcpPacket {
        if (chaddr.length() != DhcpDecoder.CHADDR_LENGTH) {
            throw new IllegalArgumentException("chaddr has 16 octets, not " + chaddr.length());
        }
    }

    /// @param bytes from its position to its limit; both are left as they are
    public static DhcpPacket decode(ByteBuffer bytes) throws MalformedDhcpPacket {
        return DhcpDecoder.decode(bytes.duplicate());
    }

    /// Writes the message, at least 300 octets long (RFC 951 relays drop shorter ones) and at most
    /// `maxBytes`: options that do not fit go into the free ones of the `file` and `sname` fields (RFC 2132 9.3),
    /// and if there is no room either they are left out, the least important first.
    ///
    /// @param maxBytes of the message without IP and UDP headers, at least 300
    public void encode(ByteBuffer out, int maxBytes) {
        DhcpEncoder.encode(this, out, maxBytes);
    }

    /// Empty for hardware other than Ethernet, and for an address of all zeros, which is nobody's.
    public Optional<MacAddress> mac() {
        if (htype != ETHERNET || hlen != MAC_LENGTH || (chaddr.int32At(0) | chaddr.uint16At(4)) == 0) {
            return Optional.empty();
        }
        return Optional.of(MacAddress.ofBytes(chaddr.toBytes(MAC_LENGTH)));
    }

    public boolean wantsBroadcast() {
        return (flags & BROADCAST_FLAG) != 0;
    }

    public boolean isRelayed() {
        return !giaddr.isZero();
    }

    /// Empty for a BOOTP message.
    public Optional<MessageType> messageType() {
        return option(OptionCode.MESSAGE_TYPE, 1).flatMap(value -> MessageType.ofCode(value.at(0)));
    }

    public Optional<Ipv4> requestedAddress() {
        return address(OptionCode.REQUESTED_ADDRESS);
    }

    public Optional<Ipv4> serverId() {
        return address(OptionCode.SERVER_ID);
    }

    public Optional<Octets> clientId() {
        return options.get(OptionCode.CLIENT_ID);
    }

    public Optional<String> vendorClass() {
        return options.get(OptionCode.VENDOR_CLASS).map(Octets::text);
    }

    public Optional<Octets> userClass() {
        return options.get(OptionCode.USER_CLASS);
    }

    public Optional<Octets> relayAgentInfo() {
        return options.get(OptionCode.RELAY_AGENT_INFO);
    }

    /// What relays put in, taken apart (RFC 3046 2.0).
    public Optional<SubOptions> relayAgent() {
        return relayAgentInfo().flatMap(SubOptions::of);
    }

    /// Vendor specific information (RFC 2132 8.4), where it has the usual inner form.
    public Optional<SubOptions> vendorSpecific() {
        return options.get(OptionCode.VENDOR_SPECIFIC).flatMap(SubOptions::padded);
    }

    /// The subnet in which the client wants its address (RFC 3011).
    public Optional<Ipv4> subnetSelection() {
        return address(OptionCode.SUBNET_SELECTION);
    }

    /// Seconds; [#INFINITE] for ever.
    public OptionalLong leaseTime() {
        var value = option(OptionCode.LEASE_TIME, 4);
        return value.isPresent()
                ? OptionalLong.of(Integer.toUnsignedLong(value.get().int32At(0)))
                : OptionalLong.empty();
    }

    public Optional<String> hostName() {
        return options.get(OptionCode.HOST_NAME).map(Octets::text).filter(name -> !name.isEmpty());
    }

    public Optional<ClientFqdn> fqdn() {
        return options.get(OptionCode.CLIENT_FQDN).flatMap(ClientFqdn::of);
    }

    /// Octets of the whole IP datagram that the client can take; values below 576 are illegal and not given.
    public OptionalInt maxMessageSize() {
        var size = option(OptionCode.MAX_MESSAGE_SIZE, 2);
        return size.isPresent() && size.get().uint16At(0) >= 576
                ? OptionalInt.of(size.get().uint16At(0))
                : OptionalInt.empty();
    }

    /// Client system architectures in the client's order (RFC 4578 2.1), without them the one that its vendor class
    /// names; empty if it sent neither.
    public List<Integer> clientArchs() {
        var value = options.get(OptionCode.CLIENT_ARCH).orElse(Octets.EMPTY);
        var archs = new ArrayList<Integer>();
        for (int at = 0; at + 1 < value.length(); at += 2) {
            archs.add(value.uint16At(at));
        }
        return archs.isEmpty()
                ? vendorClass().flatMap(Architectures::ofVendorClass).stream().toList()
                : archs;
    }

    /// The parameter request list; empty if the client sent none.
    public Optional<Octets> requestedOptions() {
        return options.get(OptionCode.PARAMETER_REQUEST_LIST);
    }

    private Optional<Ipv4> address(int code) {
        return option(code, 4).map(value -> new Ipv4(value.int32At(0)));
    }

    private Optional<Octets> option(int code, int length) {
        return options.get(code).filter(value -> value.length() == length);
    }
}
