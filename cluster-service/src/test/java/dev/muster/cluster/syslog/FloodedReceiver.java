package dev.muster.cluster.syslog;

import dev.muster.cluster.disk.DiskReserve;
import dev.muster.cluster.net.Listeners;
import dev.muster.cluster.syslog.server.SyslogReceiver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// The receiver in a process of its own, whose memory is half taken by others and whose sink hangs. Prints its ports,
/// then what it counts, again and again: `{WRITTEN=1, RECEIVED_UDP=2}`.
final class FloodedReceiver {
    private static final int MEMORY_OF_OTHERS = 80 << 20;
    private static final long REPORT_NANOS = 50_000_000;

    private FloodedReceiver() {}

    /// Runs until its output is closed.
    ///
    /// @param arguments the folder of the logs; the certificate and the key of TLS
    public static void main(String[] arguments) throws Exception {
        byte[] others = new byte[MEMORY_OF_OTHERS];
        var events = new RecordedEvents();
        var clock = InstantSource.system();
        Path logs = Path.of(arguments[0]);
        var any = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        // the test reads one pipe, which must not be put aside as a full file
        var settings = SyslogConfig.of(any, logs)
                .with(new RetentionLimits(Duration.ofDays(1), 1L << 40, 1L << 40))
                .with(new SyslogTls(any, Path.of(arguments[1]), Path.of(arguments[2]), Optional.empty()));
        var with = new SyslogReceiver.Collaborators(
                new Listeners(1), clock, new DiskReserve(logs, 0, clock), _ -> LockSupport.park(others), events);
        var receiver = SyslogReceiver.start(settings, with);
        System.out.println(receiver.udpAddress().getPort() + " "
                + receiver.tcpAddress().getPort() + " "
                + receiver.tlsAddress().getPort());
        while (!System.out.checkError()) {
            System.out.println(events);
            LockSupport.parkNanos(REPORT_NANOS);
        }
    }
}
