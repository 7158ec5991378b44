package dev.muster.cluster.dhcp6.codec;

import dev.muster.cluster.wire.Octets;
import java.nio.ByteBuffer;

/// A packet to bytes.
final class Dhcp6Encoder {
    private Dhcp6Encoder() {}

    static byte[] encode(Dhcp6Packet packet) {
        var message = ByteBuffer.allocate(Dhcp6Packet.HEADER + packet.options().length());
        message.putInt(packet.type().code() << 24 | (packet.transactionId() & 0xffffff));
        packet.options().encode(message);
        byte[] bytes = message.array();
        var around = packet.type().isFromServer() ? MessageType.RELAY_REPL : MessageType.RELAY_FORW;
        for (var hop : packet.relays().reversed()) {
            bytes = wrapped(bytes, hop, around);
        }
        return bytes;
    }

    private static byte[] wrapped(byte[] message, RelayHop hop, MessageType type) {
        var options = Dhcp6Options.builder()
                .addAll(hop.options())
                .add(OptionCode.RELAY_MESSAGE, Octets.of(message))
                .build();
        var out = ByteBuffer.allocate(RelayHop.HEADER + options.length());
        out.put((byte) type.code()).put((byte) hop.hopCount());
        out.put(hop.link().toBytes()).put(hop.peer().toBytes());
        options.encode(out);
        return out.array();
    }
}
