package dev.muster.cluster.tftp.server;

import dev.muster.cluster.tftp.codec.TftpCodec;
import dev.muster.cluster.tftp.codec.TftpError;
import dev.muster.cluster.tftp.codec.TftpPacket;
import dev.muster.cluster.tftp.codec.TftpPacket.ErrorPacket;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;

/// Packets that go out alone: errors and option acknowledgements.
final class Replies {
    private Replies() {}

    static void send(Channel channel, InetSocketAddress client, TftpPacket packet) {
        var octets = Unpooled.wrappedBuffer(TftpCodec.encode(packet));
        var _ = channel.writeAndFlush(new DatagramPacket(octets, client), channel.voidPromise());
    }

    static void error(Channel channel, InetSocketAddress client, TftpError error, String message) {
        send(channel, client, ErrorPacket.of(error, message));
    }
}
