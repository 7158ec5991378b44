package dev.muster.cluster.tftp.server;

import dev.muster.cluster.tftp.codec.MalformedTftpPacket;
import dev.muster.cluster.tftp.codec.TftpCodec;
import dev.muster.cluster.tftp.codec.TftpPacket;
import dev.muster.cluster.tftp.codec.TftpPacket.Ack;
import dev.muster.cluster.tftp.codec.TftpPacket.Data;
import dev.muster.cluster.tftp.codec.TftpPacket.ErrorPacket;
import dev.muster.cluster.tftp.codec.TftpPacket.OptionAck;
import dev.muster.cluster.tftp.codec.TftpPacket.ReadRequest;
import dev.muster.cluster.tftp.codec.TransferMode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/// A plain client on a socket of its own.
final class TestClient implements AutoCloseable {
    private final DatagramSocket socket;
    private final InetSocketAddress server;
    private InetSocketAddress peer;
    private Map<String, String> granted = Map.of();

    TestClient(InetSocketAddress server) throws IOException {
        this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.server = server;
        this.peer = server;
        socket.setSoTimeout(10_000);
    }

    /// Reads a whole file.
    byte[] fetch(String file, Map<String, String> options) throws IOException {
        request(file, options);
        var octets = new ByteArrayOutputStream();
        granted = Map.of();
        int blockSize = 512;
        int window = 1;
        int expected = 1;
        while (true) {
            switch (receive()) {
                case OptionAck(var told) -> {
                    granted = told;
                    blockSize = Integer.parseInt(told.getOrDefault("blksize", "512"));
                    window = Integer.parseInt(told.getOrDefault("windowsize", "1"));
                    reply(new Ack(0));
                }
                case Data data -> {
                    if (data.block() != (expected & 0xFFFF)) {
                        continue;
                    }
                    byte[] payload = new byte[data.payload().remaining()];
                    data.payload().get(payload);
                    octets.writeBytes(payload);
                    boolean last = payload.length < blockSize;
                    if (last || expected % window == 0) {
                        reply(new Ack(data.block()));
                    }
                    if (last) {
                        return octets.toByteArray();
                    }
                    expected++;
                }
                case ErrorPacket error -> throw new IOException("ERROR " + error.code() + " " + error.message());
                case TftpPacket other -> throw new IOException("a reader does not get " + other);
            }
        }
    }

    /// The blocks from the first on, each acknowledged.
    byte[] rest(int blockSize) throws IOException {
        var octets = new ByteArrayOutputStream();
        int expected = 1;
        while (true) {
            if (receive() instanceof Data data && data.block() == expected) {
                byte[] payload = new byte[data.payload().remaining()];
                data.payload().get(payload);
                octets.writeBytes(payload);
                reply(new Ack(expected++));
                if (payload.length < blockSize) {
                    return octets.toByteArray();
                }
            }
        }
    }

    void request(String file, Map<String, String> options) throws IOException {
        send(server, TftpCodec.encode(new ReadRequest(file, TransferMode.OCTET, options)));
    }

    void reply(TftpPacket packet) throws IOException {
        send(peer, TftpCodec.encode(packet));
    }

    void send(InetSocketAddress to, byte[] octets) throws IOException {
        socket.send(new DatagramPacket(octets, octets.length, to));
    }

    /// The next packet, whose sender becomes the peer.
    TftpPacket receive() throws IOException {
        var datagram = new DatagramPacket(new byte[65_536], 65_536);
        socket.receive(datagram);
        peer = (InetSocketAddress) datagram.getSocketAddress();
        try {
            return TftpCodec.decode(ByteBuffer.wrap(datagram.getData(), 0, datagram.getLength()));
        } catch (MalformedTftpPacket malformed) {
            throw new IOException(malformed);
        }
    }

    /// Whether something comes in this time; for what must not come.
    Optional<TftpPacket> receiveWithin(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return Optional.of(receive());
        } catch (SocketTimeoutException none) {
            return Optional.empty();
        } finally {
            socket.setSoTimeout(10_000);
        }
    }

    /// The options of the last OACK.
    Map<String, String> granted() {
        return granted;
    }

    InetSocketAddress peer() {
        return peer;
    }

    @Override
    public void close() {
        socket.close();
    }
}
