package dev.muster.cluster.dhcp6.codec;

import dev.muster.cluster.dhcp6.codec.MalformedDhcp6Packet.Reason;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.network.Ipv6Address;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Bytes to a packet. Trusts no length.
final class Dhcp6Decoder {
    /// HOP_COUNT_LIMIT of RFC 8415 7.6, and the relay agent that is the first.
    private static final int MOST_RELAYS = 9;

    private Dhcp6Decoder() {}

    static Dhcp6Packet decode(ByteBuffer in) throws MalformedDhcp6Packet {
        var relays = new ArrayList<RelayHop>();
        var outer = type(in);
        var type = outer;
        var rest = in;
        while (type.isOfRelay()) {
            if (relays.size() == MOST_RELAYS) {
                throw new MalformedDhcp6Packet(Reason.TOO_MANY_RELAYS);
            }
            rest = relayed(rest, relays);
            type = type(rest);
            if (type.isFromServer() != outer.isFromServer()) {
                throw new MalformedDhcp6Packet(Reason.RELAYED_BACKWARDS);
            }
        }
        if (rest.remaining() < Dhcp6Packet.HEADER) {
            throw new MalformedDhcp6Packet(Reason.TOO_SHORT);
        }
        int transactionId = rest.getInt() & 0xffffff;
        var options = Dhcp6Options.decode(rest);
        check(options);
        return new Dhcp6Packet(relays, type, transactionId, options);
    }

    private static MessageType type(ByteBuffer in) throws MalformedDhcp6Packet {
        if (!in.hasRemaining()) {
            throw new MalformedDhcp6Packet(Reason.TOO_SHORT);
        }
        return MessageType.ofCode(in.get(in.position()) & 0xff)
                .orElseThrow(() -> new MalformedDhcp6Packet(Reason.UNKNOWN_MESSAGE_TYPE));
    }

    /// @return the message inside
    private static ByteBuffer relayed(ByteBuffer in, List<RelayHop> relays) throws MalformedDhcp6Packet {
        if (in.remaining() < RelayHop.HEADER) {
            throw new MalformedDhcp6Packet(Reason.TOO_SHORT);
        }
        in.get();
        int hopCount = in.get() & 0xff;
        var link = address(in);
        var peer = address(in);
        var options = Dhcp6Options.decode(in);
        var message = options.first(OptionCode.RELAY_MESSAGE);
        if (message.isEmpty()) {
            throw new MalformedDhcp6Packet(Reason.NOTHING_RELAYED);
        }
        relays.add(new RelayHop(hopCount, link, peer, options.without(OptionCode.RELAY_MESSAGE)));
        return ByteBuffer.wrap(message.get().toBytes());
    }

    private static Ipv6Address address(ByteBuffer in) {
        return new Ipv6Address(in.getLong(), in.getLong());
    }

    /// The options that decide what a message means must be whole; a wrong one among the rest is ignored by its
    /// getter.
    private static void check(Dhcp6Options options) throws MalformedDhcp6Packet {
        for (var option : options.all()) {
            if (!isWhole(option.code(), option.value())) {
                throw new MalformedDhcp6Packet(Reason.WRONG_OPTION_LENGTH);
            }
        }
    }

    private static boolean isWhole(int code, Octets value) {
        return switch (code) {
            case OptionCode.CLIENT_ID, OptionCode.SERVER_ID -> Duid.isWhole(value);
            case OptionCode.IA_NA -> Association.of(value).isPresent();
            case OptionCode.IA_TA -> value.length() >= 4;
            case OptionCode.IA_PD -> value.length() >= 12;
            case OptionCode.OPTION_REQUEST, OptionCode.CLIENT_ARCH -> value.length() % 2 == 0;
            case OptionCode.PREFERENCE -> value.length() == 1;
            case OptionCode.ELAPSED_TIME -> value.length() == 2;
            case OptionCode.STATUS_CODE -> value.length() >= 2;
            case OptionCode.RAPID_COMMIT -> value.length() == 0;
            case OptionCode.SERVER_UNICAST -> value.length() == Ipv6Address.LENGTH;
            default -> true;
        };
    }
}
