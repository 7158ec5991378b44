package dev.muster.cluster.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/// Reads datagrams, as many at a time as have gathered, and hands them over one by one.
public final class DatagramReader extends SimpleChannelInboundHandler<DatagramPacket> {
    private final int largest;
    private final int atOnce;
    private final Receiver receiver;

    /// Called on the channel's event loop.
    public interface Receiver {
        /// Before anything else.
        void opened(Channel channel);

        /// @param bytes valid during the call only
        void received(ByteBuffer bytes, InetSocketAddress sender);

        void failed(Throwable why);

        /// What had gathered was handed over; called before more is read.
        default void drained() {}

        default void closed() {}
    }

    /// @param largest octets of a datagram
    /// @param atOnce datagrams that are read in one system call
    public DatagramReader(int largest, int atOnce, Receiver receiver) {
        this.largest = largest;
        this.atOnce = atOnce;
        this.receiver = receiver;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        receiver.opened(context.channel());
        var config = context.channel().config();
        config.setOption(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, largest);
        config.setRecvByteBufAllocator(new FixedRecvByteBufAllocator(atOnce * largest));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
        receiver.received(datagram.content().nioBuffer(), datagram.sender());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        receiver.drained();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        receiver.closed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        receiver.failed(cause);
    }
}
