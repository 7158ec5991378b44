package dev.muster.cluster.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollMode;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.unix.RawUnixChannelOption;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Opens the sockets of all protocol servers: on one set of epoll event loops, and those for bulk traffic on loops of
/// their own, so that a flood there delays no boot.
///
/// A handler runs on the loop of its channel and must not block it.
public final class Listeners implements AutoCloseable {
    private static final int SOL_SOCKET = 1;
    private static final int SO_BINDTODEVICE = 25;
    private static final int IFNAMSIZ = 16;
    private static final int LARGEST_DATAGRAM = 65_536;
    private static final int BACKLOG = 1024;

    private final EpollEventLoopGroup loops;
    private final EpollEventLoopGroup bulkDatagrams =
            new EpollEventLoopGroup(1, new DefaultThreadFactory("muster-bulk-udp"));
    private final NioEventLoopGroup bulkStreams = new NioEventLoopGroup(1, new DefaultThreadFactory("muster-bulk-tcp"));

    /// @param threads event loops to share among all sockets but those for bulk traffic
    public Listeners(int threads) {
        this.loops = new EpollEventLoopGroup(threads, new DefaultThreadFactory("muster-net"));
    }

    /// Binds a UDP socket; the handler receives `DatagramPacket`s.
    ///
    /// @throws IOException naming address and interface when the socket cannot be had
    public Channel udp(UdpBinding binding, ChannelHandler handler) throws IOException {
        return udp(loops, binding, handler);
    }

    /// Binds a UDP socket for bulk traffic; the rest is as with [#udp(UdpBinding, ChannelHandler)].
    public Channel bulkUdp(UdpBinding binding, ChannelHandler handler) throws IOException {
        return udp(bulkDatagrams, binding, handler);
    }

    private static Channel udp(EventLoopGroup loops, UdpBinding binding, ChannelHandler handler) throws IOException {
        var channel = await(
                datagrams(loops, binding, new FixedRecvByteBufAllocator(LARGEST_DATAGRAM))
                        .handler(handler)
                        .bind(binding.address()),
                "UDP " + binding.address()
                        + binding.device().map(d -> " on " + d).orElse(""));
        ReceiveBuffer.enlarge(channel, binding.receiveBufferBytes());
        return channel;
    }

    /// Binds a UDP socket for one short conversation without waiting, so that it may be called on an event loop:
    /// the handler's `channelActive` comes when it is bound. A datagram costs one system call to read.
    ///
    /// @param largestDatagram octets; longer ones are cut
    public ChannelFuture udpSession(UdpBinding binding, int largestDatagram, ChannelHandler handler) {
        return datagrams(loops, binding, new FixedRecvByteBufAllocator(largestDatagram).maxMessagesPerRead(1))
                .option(EpollChannelOption.EPOLL_MODE, EpollMode.LEVEL_TRIGGERED)
                .handler(handler)
                .bind(binding.address());
    }

    private static Bootstrap datagrams(EventLoopGroup loops, UdpBinding binding, RecvByteBufAllocator buffers) {
        var bootstrap = new Bootstrap()
                .group(loops)
                .channel(EpollDatagramChannel.class)
                .option(ChannelOption.SO_RCVBUF, binding.receiveBufferBytes())
                .option(ChannelOption.SO_BROADCAST, binding.broadcast())
                .option(ChannelOption.SO_REUSEADDR, binding.address().getPort() != 0)
                .option(ChannelOption.RCVBUF_ALLOCATOR, buffers);
        binding.device().ifPresent(device -> bootstrap.option(bindToDevice(), deviceName(device)));
        return bootstrap;
    }

    /// Binds a TCP socket; the initializer fills the pipeline of each connection.
    ///
    /// @throws IOException naming the address when the socket cannot be had
    public Channel tcp(InetSocketAddress address, ChannelInitializer<SocketChannel> connections) throws IOException {
        return tcp(loops, EpollServerSocketChannel.class, address, connections);
    }

    /// Binds a TCP socket for bulk traffic. A connection that is not to be read is left alone, also when its peer is
    /// done: epoll's channels read on to the end then, however much that is.
    public Channel bulkTcp(InetSocketAddress address, ChannelInitializer<SocketChannel> connections)
            throws IOException {
        return tcp(loops, EpollServerSocketChannel.class, address, connections);
    }

    private static Channel tcp(
            EventLoopGroup loops,
            Class<? extends ServerChannel> type,
            InetSocketAddress address,
            ChannelInitializer<SocketChannel> connections)
            throws IOException {
        var bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(type)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(connections);
        return await(bootstrap.bind(address), "TCP " + address);
    }

    @Override
    public void close() {
        Stream.of(loops, bulkDatagrams, bulkStreams)
                .map(group -> group.shutdownGracefully(0, 2, TimeUnit.SECONDS))
                .toList()
                .forEach(ended -> ended.awaitUninterruptibly(5, TimeUnit.SECONDS));
    }

    private static Channel await(ChannelFuture bound, String what) throws IOException {
        bound.awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "cannot listen on " + what + ": " + bound.cause().getMessage(), bound.cause());
        }
        return bound.channel();
    }

    private static RawUnixChannelOption bindToDevice() {
        return new RawUnixChannelOption("SO_BINDTODEVICE", SOL_SOCKET, SO_BINDTODEVICE, IFNAMSIZ);
    }

    private static ByteBuffer deviceName(String device) {
        byte[] name = device.getBytes(StandardCharsets.US_ASCII);
        if (name.length >= IFNAMSIZ) {
            throw new IllegalArgumentException("interface name longer than 15 characters: " + device);
        }
        return ByteBuffer.allocateDirect(IFNAMSIZ).put(name).rewind();
    }
}
