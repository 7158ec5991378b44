package dev.muster.cluster.power.driver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Takes every connection, says at most what it was made with, and then nothing for ever.
final class SilentServer implements AutoCloseable {
    private final ServerSocket listening;
    private final String words;
    private final List<Socket> taken = new CopyOnWriteArrayList<>();

    private SilentServer(ServerSocket listening, String words) {
        this.listening = listening;
        this.words = words;
    }

    static SilentServer saying(String words) throws IOException {
        var server = new SilentServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), words);
        Thread.ofVirtual().start(server::take);
        return server;
    }

    private void take() {
        try {
            while (true) {
                Socket socket = listening.accept();
                taken.add(socket);
                socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException closed) {
            // the end
        }
    }

    /// `127.0.0.1:PORT`
    String place() {
        return "127.0.0.1:" + listening.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (var socket : taken) {
            socket.close();
        }
    }
}
