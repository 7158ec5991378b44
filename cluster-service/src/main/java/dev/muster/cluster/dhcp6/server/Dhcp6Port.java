package dev.muster.cluster.dhcp6.server;

import dev.muster.cluster.net.DatagramReader;
import dev.muster.cluster.net.InterfaceKeeper;
import dev.muster.cluster.net.Interfaces;
import dev.muster.cluster.net.Listeners;
import dev.muster.cluster.net.UdpBinding;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// DHCPv6 on one interface: a UDP socket bound to it, that hears clients and relay agents.
public final class Dhcp6Port implements AnswerPort, InterfaceKeeper.Service {
    public static final int SERVER = 547;

    /// All servers and relay agents of a link, all servers of a site (RFC 8415 7.1).
    private static final List<String> GROUPS = List.of("ff02::1:2", "ff05::1:3");

    private static final int LARGEST_REQUEST = 4096;
    private static final int REQUESTS_AT_ONCE = 16;

    /// Who takes what comes in. Called on the port's event loop.
    public interface Requests {
        /// @param bytes valid during the call only
        void received(ByteBuffer bytes, InetSocketAddress sender, AnswerPort port);

        /// An answer was lost on its way out.
        void notSent(AnswerPort port, Throwable why);
    }

    private final String interfaceName;
    private final Requests requests;
    private volatile @Nullable Channel channel;

    private Dhcp6Port(String interfaceName, Requests requests) {
        this.interfaceName = interfaceName;
        this.requests = requests;
    }

    /// @throws IOException if the interface, its UDP port or its multicast groups cannot be had
    public static Dhcp6Port open(Listeners listeners, String interfaceName, Requests requests) throws IOException {
        var port = new Dhcp6Port(interfaceName, requests);
        var binding = UdpBinding.of(new InetSocketAddress("::", SERVER)).onDevice(interfaceName);
        var _ = listeners.udp(binding, new DatagramReader(LARGEST_REQUEST, REQUESTS_AT_ONCE, port.new Reader()));
        try {
            for (var group : GROUPS) {
                port.join(group);
            }
            return port;
        } catch (IOException e) {
            port.close();
            throw e;
        }
    }

    @Override
    public String interfaceName() {
        return interfaceName;
    }

    /// It leaves with the address of ours that the kernel finds fit
    /// for the recipient: the link's own for a client, a wider one for a relay agent.
    @Override
    public void send(byte[] message, InetSocketAddress recipient) {
        var target = opened();
        if (!target.isWritable()) {
            requests.notSent(this, new IOException("send queue is full"));
            return;
        }
        var sent = target.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(message), recipient));
        sent.addListener(done -> {
            if (!done.isSuccess()) {
                requests.notSent(this, done.cause());
            }
        });
    }

    @Override
    public void close() {
        opened().close().awaitUninterruptibly();
    }

    private void join(String group) throws IOException {
        var joined = ((DatagramChannel) opened())
                .joinGroup(new InetSocketAddress(group, SERVER), Interfaces.named(interfaceName))
                .awaitUninterruptibly();
        if (!joined.isSuccess()) {
            throw new IOException(
                    "cannot join " + group + " on " + interfaceName + ": "
                            + joined.cause().getMessage(),
                    joined.cause());
        }
    }

    private Channel opened() {
        var present = channel;
        if (present == null) {
            throw new IllegalStateException("the port on " + interfaceName + " is not open");
        }
        return present;
    }

    private final class Reader implements DatagramReader.Receiver {
        @Override
        public void opened(Channel own) {
            channel = own;
        }

        @Override
        public void received(ByteBuffer bytes, InetSocketAddress sender) {
            requests.received(bytes, sender, Dhcp6Port.this);
        }

        @Override
        public void failed(Throwable why) {
            requests.notSent(Dhcp6Port.this, why);
        }
    }
}
