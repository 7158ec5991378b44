package dev.muster.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/// Makes a TCP port inside a namespace reachable on the loopback of the machine, so that an operator's `curl`
/// reaches the region of a demo.
public final class ApiRelay implements AutoCloseable {
    private static final int BUFFER = 32 << 10;

    private final ServerSocketChannel listener;
    private final NamespaceSockets sockets;
    private final InetSocketAddress target;

    private ApiRelay(ServerSocketChannel listener, NamespaceSockets sockets, InetSocketAddress target) {
        this.listener = listener;
        this.sockets = sockets;
        this.target = target;
    }

    /// @param port the port wanted on 127.0.0.1; when it is taken, a free one is used
    /// @param target address inside the namespace
    public static ApiRelay open(int port, NetworkNamespace namespace, InetSocketAddress target) throws IOException {
        var relay = new ApiRelay(bind(port), NamespaceSockets.in(namespace), target);
        Thread.ofVirtual().name("api-relay").start(relay::acceptAll);
        return relay;
    }

    private static ServerSocketChannel bind(int port) throws IOException {
        var listener = ServerSocketChannel.open();
        try {
            return listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException taken) {
            return listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        }
    }

    /// The port on 127.0.0.1.
    public int port() {
        return listener.socket().getLocalPort();
    }

    private void acceptAll() {
        try {
            while (listener.isOpen()) {
                var client = listener.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (ClosedChannelException end) {
            // closed on purpose
        } catch (IOException e) {
            System.err.println("api relay stopped: " + e.getMessage());
        }
    }

    private void serve(SocketChannel client) {
        try (client;
                var server = sockets.connect(target)) {
            var back = Thread.ofVirtual().start(() -> pump(server, client));
            pump(client, server);
            back.join();
        } catch (IOException e) {
            // The client sees its connection closed, as it would without the relay.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pump(SocketChannel from, SocketChannel to) {
        var buffer = ByteBuffer.allocate(BUFFER);
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // nothing left to do
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        sockets.close();
    }
}
