package dev.muster.cluster.dhcp6.codec;

import dev.muster.cluster.firmware.Architectures;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.network.Ipv6Address;
import dev.muster.model.node.MacAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A message between a client and a server (RFC 8415 8), and the relay agents between them.
///
/// @param relays the one next to the server first; empty for a client on the server's own link
/// @param transactionId 24 bits
public record Dhcp6Packet(List<RelayHop> relays, MessageType type, int transactionId, Dhcp6Options options) {
    static final int HEADER = 4;

    public Dhcp6Packet {
        relays = List.copyOf(relays);
    }

    /// Reads what a datagram holds.
    public static Dhcp6Packet decode(ByteBuffer in) throws MalformedDhcp6Packet {
        return Dhcp6Decoder.decode(in);
    }

    /// A fresh array.
    public byte[] encode() {
        return Dhcp6Encoder.encode(this);
    }

    public Optional<Octets> clientId() {
        return options.first(OptionCode.CLIENT_ID);
    }

    public Optional<Octets> serverId() {
        return options.first(OptionCode.SERVER_ID);
    }

    /// What the client wants addresses for (IA_NA).
    public List<Association> associations() {
        return options.all(OptionCode.IA_NA).stream()
                .flatMap(value -> Association.of(value).stream())
                .toList();
    }

    public boolean requests(int code) {
        return options.first(OptionCode.OPTION_REQUEST).stream()
                .flatMapToInt(Dhcp6Packet::numbers)
                .anyMatch(requested -> requested == code);
    }

    /// Processor architectures in the client's order (RFC 5970 3.3), without them those that its vendor classes name
    /// (RFC 8415 21.16); empty if it is no firmware.
    public List<Integer> clientArchs() {
        var archs = options.first(OptionCode.CLIENT_ARCH).stream()
                .flatMapToInt(Dhcp6Packet::numbers)
                .boxed()
                .toList();
        return archs.isEmpty()
                ? vendorClasses().stream()
                        .flatMap(vendor -> vendor.texts().stream())
                        .flatMap(text -> Architectures.ofVendorClass(text).stream())
                        .toList()
                : archs;
    }

    public List<String> userClasses() {
        return options.first(OptionCode.USER_CLASS).flatMap(ClassData::of).orElse(List.of());
    }

    public List<VendorClass> vendorClasses() {
        return options.all(OptionCode.VENDOR_CLASS).stream()
                .flatMap(value -> VendorClass.of(value).stream())
                .toList();
    }

    public Optional<Status> status() {
        return options.first(OptionCode.STATUS_CODE).flatMap(Status::of);
    }

    public Optional<String> bootFileUrl() {
        return options.first(OptionCode.BOOT_FILE_URL)
                .map(value -> new String(value.toBytes(), StandardCharsets.UTF_8));
    }

    private static IntStream numbers(Octets value) {
        return IntStream.range(0, value.length() / 2).map(index -> value.uint16At(2 * index));
    }

    /// Of the client's interface, if anything tells it: the relay agent saw it, else the client says it, or its address
    /// does.
    ///
    /// @param peer from where the packet came
    public Optional<MacAddress> mac(Ipv6Address peer) {
        var seen = relays.isEmpty()
                ? Optional.<MacAddress>empty()
                : relays.getLast().options().first(OptionCode.CLIENT_LINK_LAYER).flatMap(LinkLayer::ofOption);
        return seen.or(() -> clientId().flatMap(Duid::mac))
                .or(() -> LinkLayer.ofAddress(
                        relays.isEmpty() ? peer : relays.getLast().peer()));
    }
}
