package dev.muster.cluster.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.disk.DiskReserve;
import dev.muster.cluster.net.Listeners;
import dev.muster.cluster.syslog.server.SyslogReceiver;
import dev.muster.testing.SmallDisk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The receiver beside what must go on, on one disk.
@Timeout(60)
class SyslogReserveTest {
    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private final RecordedEvents events = new RecordedEvents();

    @Test
    void logsStopAtTheReserveAndGoOnWhenThereIsRoom() throws Exception {
        var loopback = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        try (var disk = SmallDisk.of(16, folder.resolve("disk"));
                var listeners = new Listeners(1)) {
            Path logs = disk.folder().resolve("logs");
            var clock = InstantSource.system();
            var reserve = new DiskReserve(disk.folder(), 8 * MIB, clock);
            try (var receiver = SyslogReceiver.start(
                            SyslogConfig.of(loopback, logs),
                            new SyslogReceiver.Collaborators(listeners, clock, reserve, _ -> {}, events));
                    var sender = new Socket(
                            receiver.tcpAddress().getAddress(),
                            receiver.tcpAddress().getPort())) {
                send(sender, "before");
                events.await(SyslogCount.WRITTEN, 1);
                Path taken = disk.take(10);
                reserve.state();
                send(sender, "lost");
                events.await(SyslogCount.RESERVE_KEPT, 1);
                Files.write(disk.folder().resolve("journal"), new byte[4 * MIB]);
                Files.delete(taken);
                reserve.state();
                send(sender, "after");
                events.await(SyslogCount.WRITTEN, 2);
            }
            try (var files = Files.walk(logs)) {
                Path file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
                assertThat(Files.readString(file)).contains("before", "after").doesNotContain("lost");
            }
        }
    }

    private static void send(Socket sender, String text) throws IOException {
        sender.getOutputStream().write(("<13>Nov 22 10:00:00 lab a: " + text + "\n").getBytes(UTF_8));
        sender.getOutputStream().flush();
    }
}
