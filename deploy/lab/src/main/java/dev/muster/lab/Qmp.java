package dev.muster.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// QEMU's machine protocol, as far as a front panel needs it: one command on a connection of its own.
record Qmp(Path socket) {
    private static final int ATTEMPTS = 50;
    private static final Duration PAUSE = Duration.ofMillis(100);

    /// QEMU's words that open the socket.
    List<String> qemu() {
        return List.of("-qmp", "unix:" + socket + ",server=on,wait=off");
    }

    /// @param command `system_powerdown`, `system_reset`
    void execute(String command) throws IOException {
        try (var channel = connected()) {
            var lines =
                    new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
            lines.readLine(); // the greeting
            for (String word : List.of("qmp_capabilities", command)) {
                channel.write(
                        ByteBuffer.wrap(("{\"execute\": \"" + word + "\"}\n").getBytes(StandardCharsets.US_ASCII)));
                awaitReturn(lines, word);
            }
        }
    }

    /// A machine that was just switched on opens its socket a moment later.
    private SocketChannel connected() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return SocketChannel.open(UnixDomainSocketAddress.of(socket));
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /// Events may come before the answer.
    private static void awaitReturn(BufferedReader lines, String word) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.contains("\"return\"")) {
                return;
            }
            if (line.contains("\"error\"")) {
                throw new IOException("QEMU refuses " + word + ": " + line);
            }
        }
        throw new IOException("QEMU hung up at " + word);
    }
}
