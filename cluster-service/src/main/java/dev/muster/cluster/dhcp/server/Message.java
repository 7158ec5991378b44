package dev.muster.cluster.dhcp.server;

import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.policy.Answer;
import dev.muster.cluster.dhcp.policy.ReplyTarget;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// An answer as it goes out. It may have to wait for the disk with thousands of others, and so refers to nothing of
/// its request.
public final class Message {
    private final byte[] octets;
    private final ReplyTarget target;
    private final Ipv4 source;

    private Message(byte[] octets, ReplyTarget target, Ipv4 source) {
        this.octets = octets;
        this.target = target;
        this.source = source;
    }

    public static Message of(Answer answer) {
        var room = ByteBuffer.allocate(answer.maxBytes());
        answer.packet().encode(room, answer.maxBytes());
        return new Message(Arrays.copyOf(room.array(), room.position()), answer.target(), answer.source());
    }

    public ReplyTarget target() {
        return target;
    }

    /// The server's address in the client's subnet.
    Ipv4 source() {
        return source;
    }

    int length() {
        return octets.length;
    }

    /// A view of the octets, to be read only.
    public ByteBuffer octets() {
        return ByteBuffer.wrap(octets).asReadOnlyBuffer();
    }
}
