package dev.muster.cluster.syslog.server;

import dev.muster.cluster.syslog.Transport;
import dev.muster.cluster.syslog.codec.Utf8;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;

/// One datagram is one message (RFC 5426 3.1), whatever line ends it holds.
public final class UdpLines extends SimpleChannelInboundHandler<DatagramPacket> {
    private final LineIntake intake;
    private final byte[] buffer;

    public UdpLines(LineIntake intake, int maxLength) {
        this.intake = intake;
        this.buffer = new byte[maxLength];
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
        int sent = packet.content().readableBytes();
        boolean truncated = sent > buffer.length;
        int length = Math.min(sent, buffer.length);
        packet.content().readBytes(buffer, 0, length);
        if (truncated) {
            length = Utf8.wholeLength(buffer, 0, length);
        }
        intake.accept(Transport.UDP, packet.sender().getAddress(), buffer, 0, length, truncated);
    }

    /// A socket error concerns one datagram; the socket goes on.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        System.getLogger(UdpLines.class.getName()).log(System.Logger.Level.DEBUG, "syslog: datagram not taken", cause);
    }
}
