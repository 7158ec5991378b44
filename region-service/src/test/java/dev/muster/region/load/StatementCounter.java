package dev.muster.region.load;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Stands between a region and its database and writes down the SQL of each statement that is executed, as PostgreSQL's
/// protocol has it (version 3, "Message Flow", extended query).
final class StatementCounter implements AutoCloseable {
    private static final int SSL_REQUEST = 80_877_103;
    private static final int GSS_REQUEST = 80_877_104;

    private final ServerSocket listening;
    private final int database;
    private final Queue<String> executed = new ConcurrentLinkedQueue<>();
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

    private StatementCounter(ServerSocket listening, int database) {
        this.listening = listening;
        this.database = database;
    }

    /// @param database the port of the database on this machine
    static StatementCounter start(int database) throws IOException {
        var counter = new StatementCounter(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), database);
        Thread.ofVirtual().start(counter::accept);
        return counter;
    }

    int port() {
        return listening.getLocalPort();
    }

    /// The statements since the last call, transactions' beginnings and ends among them.
    List<String> taken() {
        var statements = new ArrayList<String>();
        for (String sql = executed.poll(); sql != null; sql = executed.poll()) {
            statements.add(sql);
        }
        return statements;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), database);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                open.add(client);
                open.add(server);
                Thread.ofVirtual().start(() -> pass(client, server));
                Thread.ofVirtual().start(() -> copy(server, client));
            }
        } catch (SocketException _) {
            // closed
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pass(Socket client, Socket server) {
        var statements = new HashMap<String, String>();
        var portals = new HashMap<String, String>();
        try (client;
                server) {
            var in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
            var out = new BufferedOutputStream(server.getOutputStream());
            start(in, out);
            while (true) {
                byte type = in.readByte();
                byte[] body = in.readNBytes(in.readInt() - 4);
                note((char) type, ByteBuffer.wrap(body), statements, portals);
                var message = ByteBuffer.allocate(5 + body.length).put(type).putInt(4 + body.length);
                out.write(message.put(body).array());
                if (in.available() == 0) {
                    out.flush();
                }
            }
        } catch (EOFException | SocketException _) {
            // one of them has gone
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Messages before the first query have no type, and encryption is asked for in one of them.
    private static void start(DataInputStream in, OutputStream out) throws IOException {
        int code;
        do {
            int length = in.readInt();
            byte[] body = in.readNBytes(length - 4);
            code = ByteBuffer.wrap(body).getInt();
            out.write(ByteBuffer.allocate(length).putInt(length).put(body).array());
            out.flush();
        } while (code == SSL_REQUEST || code == GSS_REQUEST);
    }

    private void note(char type, ByteBuffer body, Map<String, String> statements, Map<String, String> portals) {
        switch (type) {
            case 'P' -> statements.put(text(body), text(body));
            case 'B' -> portals.put(text(body), statements.getOrDefault(text(body), "?"));
            case 'E' -> executed.add(portals.getOrDefault(text(body), "?"));
            case 'Q' -> executed.add(text(body));
            default -> {}
        }
    }

    private static String text(ByteBuffer body) {
        int end = body.position();
        while (body.get(end) != 0) {
            end++;
        }
        var octets = new byte[end - body.position()];
        body.get(octets).get();
        return new String(octets, StandardCharsets.UTF_8);
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // one of them has gone
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
