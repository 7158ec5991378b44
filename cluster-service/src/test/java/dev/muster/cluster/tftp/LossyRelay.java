package dev.muster.cluster.tftp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// A bad network on loopback, for kernels without `tc netem`: stands before a TFTP server and loses and doubles
/// datagrams both ways. Each client gets a port of the relay as its transfer's identity.
final class LossyRelay implements AutoCloseable {
    private static final int LARGEST = 65_536;

    private final InetSocketAddress server;
    private final double rate;
    private final Random random;
    private final DatagramSocket requests;
    private final Map<SocketAddress, Flow> flows = new ConcurrentHashMap<>();
    private final Queue<DatagramSocket> sockets = new ConcurrentLinkedQueue<>();
    private final AtomicInteger lost = new AtomicInteger();

    /// @param rate of loss, and of doubling, 0 to 1
    LossyRelay(InetSocketAddress server, double rate, long seed) throws IOException {
        this.server = server;
        this.rate = rate;
        this.random = new Random(seed);
        this.requests = socket();
        pump(requests, datagram -> flows.computeIfAbsent(datagram.getSocketAddress(), this::flow)
                .toServer(datagram));
    }

    int port() {
        return requests.getLocalPort();
    }

    int lost() {
        return lost.get();
    }

    /// What is between one client's socket and the server.
    private final class Flow {
        private final SocketAddress client;
        private final DatagramSocket ahead = socket();
        private final DatagramSocket back = socket();
        private volatile SocketAddress transfer = server;

        Flow(SocketAddress client) throws IOException {
            this.client = client;
            pump(ahead, this::toClient);
            pump(back, datagram -> pass(ahead, datagram, transfer));
        }

        /// A request, and so the start of another transfer.
        void toServer(DatagramPacket request) throws IOException {
            pass(ahead, request, server);
        }

        private void toClient(DatagramPacket datagram) throws IOException {
            transfer = datagram.getSocketAddress();
            pass(back, datagram, client);
        }
    }

    private Flow flow(SocketAddress client) {
        try {
            return new Flow(client);
        } catch (IOException e) {
            throw new IllegalStateException("no socket for " + client, e);
        }
    }

    private void pass(DatagramSocket from, DatagramPacket datagram, SocketAddress to) throws IOException {
        var copy = new DatagramPacket(datagram.getData(), datagram.getLength(), to);
        if (happens()) {
            lost.incrementAndGet();
        } else {
            from.send(copy);
        }
        if (happens()) {
            from.send(copy);
        }
    }

    private boolean happens() {
        synchronized (random) {
            return random.nextDouble() < rate;
        }
    }

    /// Takes a datagram.
    private interface Passage {
        void take(DatagramPacket datagram) throws IOException;
    }

    private DatagramSocket socket() throws IOException {
        var socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        sockets.add(socket);
        return socket;
    }

    private static void pump(DatagramSocket socket, Passage passage) {
        Thread.ofPlatform().daemon().name("lossy-relay").start(() -> {
            while (!socket.isClosed()) {
                try {
                    var datagram = new DatagramPacket(new byte[LARGEST], LARGEST);
                    socket.receive(datagram);
                    passage.take(datagram);
                } catch (IOException closedOrRefused) {
                    // a client that has ended, or the end of the test
                }
            }
        });
    }

    @Override
    public void close() {
        sockets.forEach(DatagramSocket::close);
    }
}
