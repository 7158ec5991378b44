package dev.muster.cluster.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.testing.Await;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The receiver under the memory of the product, flooded while its disk hangs: it takes no more memory than it has been
/// given, and loses nothing that came over TCP or TLS.
class SyslogFloodTest {
    private static final String LONG_LINE = "<13>Nov 22 10:00:00 lab a: " + "x".repeat(7019) + "\n";
    private static final int LINES_PER_CONNECTION = 150;
    private static final int CONNECTIONS = 120;
    private static final int SECURE_CONNECTIONS = 24;
    private static final int UNFINISHED_CONNECTIONS = 600;
    private static final int DATAGRAM_SENDERS = 6;
    private static final int DATAGRAMS = 8000;

    @TempDir
    private Path directory;

    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private final List<AutoCloseable> open = new ArrayList<>();
    private TestCertificate certificate;
    private Child child;
    private Path disk;

    @BeforeEach
    void startReceiver() throws Exception {
        certificate = TestCertificate.make(directory, "server");
        Path logs = directory.resolve("logs");
        disk = hangingDisk(logs);
        child = new Child(logs);
    }

    @AfterEach
    void stopReceiver() throws Exception {
        senders.shutdownNow();
        for (AutoCloseable one : open) {
            one.close();
        }
        child.process.destroyForcibly().waitFor();
    }

    @Test
    void floodOfEveryKindFitsIntoItsMemoryAndStreamsLoseNothing() throws Exception {
        List<Future<?>> sending = new ArrayList<>();
        for (int i = 0; i < UNFINISHED_CONNECTIONS; i++) {
            sendAndStay("127.0.3." + (i % 8 + 1), "<13>Nov 22 10:00:00 lab a: " + "y".repeat(10_000));
        }
        for (int i = 0; i < CONNECTIONS; i++) {
            String from = "127.0.1." + (i % 12 + 1);
            sending.add(senders.submit(() -> sendAndEnd(from)));
        }
        for (int i = 0; i < SECURE_CONNECTIONS; i++) {
            sending.add(senders.submit(this::sendSecurely));
        }
        for (int i = 0; i < DATAGRAM_SENDERS; i++) {
            String from = "127.0.2." + (i + 1);
            sending.add(senders.submit(() -> sendDatagrams(from)));
        }
        int datagrams = DATAGRAM_SENDERS * DATAGRAMS;
        Await.await()
                .until(() -> child.count(SyslogCount.RECEIVED_UDP) + child.count(SyslogCount.DROPPED_BY_KERNEL)
                        >= datagrams);
        assertThat(child.count(SyslogCount.DROPPED)).isPositive();
        assertThat(child.count(SyslogCount.WRITTEN)).isZero();

        Process reading = readTheDisk();
        for (Future<?> one : sending) {
            one.get(60, TimeUnit.SECONDS);
        }
        int lines = LINES_PER_CONNECTION * CONNECTIONS;
        int secure = LINES_PER_CONNECTION * SECURE_CONNECTIONS;
        Await.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> child.count(SyslogCount.RECEIVED_TCP) >= lines
                        && child.count(SyslogCount.RECEIVED_TLS) >= secure);
        Await.await()
                .until(() -> child.count(SyslogCount.WRITTEN) + child.count(SyslogCount.DROPPED)
                        >= lines + secure + child.count(SyslogCount.RECEIVED_UDP));
        assertThat(child.count(SyslogCount.RECEIVED_TCP)).isEqualTo(lines);
        assertThat(child.count(SyslogCount.RECEIVED_TLS)).isEqualTo(secure);
        assertThat(child.process.isAlive()).isTrue();
        child.process.destroyForcibly().waitFor();
        assertThat(reading.waitFor(20, TimeUnit.SECONDS)).isTrue();
        try (var stored = Files.lines(directory.resolve("stored"))) {
            String text = "x".repeat(7019);
            assertThat(stored.filter(line -> line.endsWith(text)).count()).isEqualTo(lines + secure);
        }
    }

    private Void sendAndEnd(String from) throws IOException {
        try (var socket = new Socket()) {
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress("127.0.0.1", child.tcp), 20_000);
            socket.getOutputStream()
                    .write(LONG_LINE.repeat(LINES_PER_CONNECTION).getBytes(UTF_8));
        }
        return null;
    }

    private void sendAndStay(String from, String text) throws IOException {
        var socket = new Socket();
        open.add(socket);
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress("127.0.0.1", child.tcp), 20_000);
        socket.getOutputStream().write(text.getBytes(UTF_8));
    }

    private Void sendSecurely() throws Exception {
        byte[] counted = (LONG_LINE.length() + " " + LONG_LINE)
                .repeat(LINES_PER_CONNECTION)
                .getBytes(UTF_8);
        try (Socket socket =
                certificate.trustedBy(certificate).getSocketFactory().createSocket("127.0.0.1", child.tls)) {
            socket.getOutputStream().write(counted);
        }
        return null;
    }

    private Void sendDatagrams(String from) throws IOException {
        byte[] bytes = ("<13>Nov 22 10:00:00 lab a: " + "z".repeat(8100)).getBytes(UTF_8);
        var to = new InetSocketAddress("127.0.0.1", child.udp);
        try (var socket = new DatagramSocket(new InetSocketAddress(from, 0))) {
            for (int i = 0; i < DATAGRAMS; i++) {
                socket.send(new DatagramPacket(bytes, bytes.length, to));
            }
        }
        return null;
    }

    /// A file whose every write waits until somebody reads it, in the place of today's and tomorrow's.
    private Path hangingDisk(Path logs) throws Exception {
        Path pipe = directory.resolve("disk");
        run("mkfifo", pipe.toString());
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        for (LocalDate day : List.of(today, today.plusDays(1))) {
            Path folder = logs.resolve("lab/%tY/%<tm/%<td".formatted(day));
            Files.createDirectories(folder);
            Files.createSymbolicLink(folder.resolve("messages"), pipe);
        }
        return pipe;
    }

    private Process readTheDisk() throws IOException {
        var reading = new ProcessBuilder("cat", disk.toString())
                .redirectOutput(directory.resolve("stored").toFile())
                .start();
        open.add(reading::destroyForcibly);
        return reading;
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    /// The process that is flooded.
    private final class Child {
        private final Process process;
        private final int udp;
        private final int tcp;
        private final int tls;
        private volatile Map<SyslogCount, Long> counts = Map.of();

        Child(Path logs) throws IOException {
            var command = new ArrayList<String>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of(
                    "-XX:+UseSerialGC",
                    "-Xss512k",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Xmx192m",
                    "-XX:MaxDirectMemorySize=128m",
                    "-XX:MaxMetaspaceSize=128m",
                    "-XX:ReservedCodeCacheSize=64m"));
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), FloodedReceiver.class.getName()));
            command.addAll(List.of(
                    logs.toString(),
                    certificate.certificate().toString(),
                    certificate.key().toString()));
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            var said = process.inputReader(UTF_8);
            String[] ports = said.readLine().split(" ");
            udp = Integer.parseInt(ports[0]);
            tcp = Integer.parseInt(ports[1]);
            tls = Integer.parseInt(ports[2]);
            Thread.ofVirtual().start(() -> said.lines().forEach(this::counted));
        }

        private void counted(String line) {
            counts = Stream.of(line.substring(1, line.length() - 1).split(", "))
                    .filter(count -> !count.isEmpty())
                    .map(count -> count.split("="))
                    .collect(Collectors.toMap(count -> SyslogCount.valueOf(count[0]), count -> Long.valueOf(count[1])));
        }

        /// Fails when the process has ended, which it does for want of memory.
        long count(SyslogCount what) {
            if (!process.isAlive()) {
                throw new AssertionError("the receiver ended with " + process.exitValue());
            }
            return counts.getOrDefault(what, 0L);
        }
    }
}
