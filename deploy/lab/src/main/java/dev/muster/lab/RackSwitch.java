package dev.muster.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What the switch of a rack says of itself on every port to which a machine is plugged: LLDP frames (IEEE 802.1AB),
/// sent by Debian's `lldpd`.
final class RackSwitch implements AutoCloseable {
    private static final String INTERVAL_SECONDS = "2";
    private static final Duration START = Duration.ofSeconds(20);

    private final Process process;

    private RackSwitch(Process process) {
        this.process = process;
    }

    /// Call it from a thread that lives as long as the switch shall: the kernel ends it with that thread.
    ///
    /// @param folder for its socket; no path longer than 90 characters, which is what a socket's may have
    static RackSwitch start(RackNetwork rack, Path folder) throws IOException, InterruptedException {
        Path socket = Files.createDirectories(folder).resolve("lldpd");
        // where it locks itself in; Debian has it made at the start of its service
        Files.createDirectories(Path.of("/run/lldpd"));
        var words = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL"));
        words.addAll(rack.nodes().exec(List.of("lldpd", "-d", "-u", socket.toString(), "-I", "tap*")));
        var lldpd = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("lldpd.log").toFile())
                .start();
        var rackSwitch = new RackSwitch(lldpd);
        rackSwitch.speakOften(socket);
        return rackSwitch;
    }

    private void speakOften(Path socket) throws IOException, InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        var configure =
                Command.of("lldpcli", "-u", socket.toString(), "configure", "lldp", "tx-interval", INTERVAL_SECONDS);
        while (configure.run().code() != 0) {
            if (System.nanoTime() > end || !process.isAlive()) {
                close();
                throw new IOException("lldpd did not start");
            }
            Thread.sleep(200);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
