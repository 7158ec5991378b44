package dev.muster.cluster.dhcp.server;

import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.policy.ReplyTarget;
import dev.muster.cluster.net.DatagramReader;
import dev.muster.cluster.net.Interfaces;
import dev.muster.cluster.net.Listeners;
import dev.muster.cluster.net.UdpBinding;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// DHCP on one interface: a UDP socket bound to it, and a packet socket for clients that have no address yet.
/// Requests are read and answers written many at a time, as many as have gathered.
public final class DhcpPort implements AnswerPort, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DhcpPort.class);
    private static final byte[] ALL_STATIONS = {-1, -1, -1, -1, -1, -1};
    private static final int LARGEST_REQUEST = 2048;
    private static final int REQUESTS_AT_ONCE = 32;

    /// Who takes what comes in. Called on the port's event loop.
    public interface Requests {
        /// @param bytes valid during the call only
        void received(ByteBuffer bytes, InetSocketAddress sender, AnswerPort port);

        /// An answer was lost on its way out.
        void notSent(AnswerPort port, Throwable why);
    }

    private final String interfaceName;
    private final UdpPorts ports;
    private final Requests requests;
    private final Optional<PacketSocket> frames;
    private volatile @Nullable Channel channel;
    private boolean flushScheduled;

    private DhcpPort(String interfaceName, UdpPorts ports, Requests requests, Optional<PacketSocket> frames) {
        this.interfaceName = interfaceName;
        this.ports = ports;
        this.requests = requests;
        this.frames = frames;
    }

    /// Where DHCP servers listen.
    ///
    /// @throws IOException if the interface or its UDP port cannot be had
    public static DhcpPort open(Listeners listeners, String interfaceName, UdpPorts ports, Requests requests)
            throws IOException {
        var port = new DhcpPort(interfaceName, ports, requests, frames(interfaceName));
        return port.listen(listeners, ports.server());
    }

    /// Where proxyDHCP servers listen besides. Its clients have addresses, so that it sends no frames.
    ///
    /// @throws IOException if the interface or its UDP port cannot be had
    public static DhcpPort openBootService(Listeners listeners, String interfaceName, UdpPorts ports, Requests requests)
            throws IOException {
        var port = new DhcpPort(interfaceName, ports, requests, Optional.empty());
        return port.listen(listeners, ports.bootService());
    }

    private DhcpPort listen(Listeners listeners, int number) throws IOException {
        var binding = UdpBinding.of(new InetSocketAddress("0.0.0.0", number))
                .onDevice(interfaceName)
                .withBroadcast();
        try {
            channel = listeners.udp(binding, new DatagramReader(LARGEST_REQUEST, REQUESTS_AT_ONCE, new Reader()));
            return this;
        } catch (IOException e) {
            frames.ifPresent(PacketSocket::close);
            throw e;
        }
    }

    @Override
    public String interfaceName() {
        return interfaceName;
    }

    /// The UDP port that it listens on.
    public int number() {
        return ((InetSocketAddress) opened().localAddress()).getPort();
    }

    @Override
    public void send(Message answer) {
        var loop = opened().eventLoop();
        if (loop.inEventLoop()) {
            write(answer);
        } else {
            loop.execute(() -> write(answer));
        }
    }

    @Override
    public void close() {
        opened().close().awaitUninterruptibly();
    }

    private void write(Message answer) {
        switch (answer.target()) {
            case ReplyTarget.Relay relay -> writeUdp(answer, relay.giaddr(), ports.server());
            case ReplyTarget.Sender sender -> writeUdp(answer, sender.address(), sender.port());
            case ReplyTarget.Unicast unicast -> writeUdp(answer, unicast.address(), ports.client());
            case ReplyTarget.Broadcast all -> writeFrame(answer, ALL_STATIONS, Ipv4.BROADCAST);
            case ReplyTarget.RawUnicast raw -> writeFrame(answer, raw.mac().toBytes(), raw.address());
        }
    }

    /// The kernel resolves the address, and takes as source the one of ours that is in its subnet.
    private void writeUdp(Message answer, Ipv4 destination, int port) {
        var target = opened();
        if (!target.isWritable()) {
            requests.notSent(this, new IOException("send queue is full"));
            return;
        }
        var buffer = target.alloc().ioBuffer(answer.length(), answer.length()).writeBytes(answer.octets());
        var recipient = new InetSocketAddress(destination.toInet(), port);
        var _ = target.write(new DatagramPacket(buffer, recipient), target.voidPromise());
        flushSoon(target);
    }

    /// Behind the answers that wait in the loop's queue already, so that all of them leave in one system call.
    private void flushSoon(Channel target) {
        if (!flushScheduled) {
            flushScheduled = true;
            target.eventLoop().execute(() -> {
                flushScheduled = false;
                target.flush();
            });
        }
    }

    /// A frame of our own also lets us choose the source address where the interface has several.
    private void writeFrame(Message answer, byte[] station, Ipv4 destination) {
        if (frames.isEmpty() || !opened().isOpen()) {
            writeUdp(answer, Ipv4.BROADCAST, ports.client());
            return;
        }
        var datagram = frames.get().room();
        datagram.position(IpDatagram.HEADERS).put(answer.octets());
        IpDatagram.complete(datagram, answer.source(), ports.server(), destination, ports.client());
        try {
            frames.get().send(station, datagram);
        } catch (IOException e) {
            requests.notSent(this, e);
        }
    }

    private Channel opened() {
        var present = channel;
        if (present == null) {
            throw new IllegalStateException("the port on " + interfaceName + " is not open");
        }
        return present;
    }

    private static Optional<PacketSocket> frames(String interfaceName) throws IOException {
        var network = Interfaces.named(interfaceName);
        try {
            return Optional.of(PacketSocket.sending(network, PacketSocket.ETH_P_IP));
        } catch (IOException e) {
            LOG.warnf(
                    "no packet socket on %s, so all answers to clients without an address are broadcast: %s",
                    interfaceName, e.getMessage());
            return Optional.empty();
        }
    }

    private final class Reader implements DatagramReader.Receiver {
        @Override
        public void opened(Channel own) {
            channel = own;
        }

        @Override
        public void received(ByteBuffer bytes, InetSocketAddress sender) {
            requests.received(bytes, sender, DhcpPort.this);
        }

        @Override
        public void failed(Throwable why) {
            requests.notSent(DhcpPort.this, why);
        }

        @Override
        public void closed() {
            frames.ifPresent(PacketSocket::close);
        }
    }
}
