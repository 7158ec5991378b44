package dev.muster.cluster.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.disk.DiskReserve;
import dev.muster.cluster.net.Listeners;
import dev.muster.cluster.syslog.server.SyslogReceiver;
import dev.muster.testing.Requirements;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// syslog-ng's `loggen` in every framing, and syslog-ng itself, which checks certificates: no line is lost.
class SyslogLoadIT {
    private static final Pattern NUMBERED = Pattern.compile("seq: (\\d+), thread: (\\d+),");

    @TempDir
    private static Path certificates;

    private static TestCertificate server;
    private static TestCertificate sender;

    @TempDir
    private Path directory;

    private final RecordedEvents events = new RecordedEvents();
    private final Listeners listeners = new Listeners(2);
    private SyslogReceiver receiver;

    @BeforeAll
    static void makeCertificates() throws Exception {
        Requirements.need(
                Files.isExecutable(Path.of("/usr/bin/loggen")) && Files.isExecutable(Path.of("/usr/sbin/syslog-ng")),
                "needs loggen and syslog-ng (package syslog-ng-core)");
        server = TestCertificate.make(certificates, "server");
        sender = TestCertificate.make(certificates, "sender");
    }

    @BeforeEach
    void startReceiver() throws IOException {
        start(Optional.empty());
    }

    private void start(Optional<Path> authorities) throws IOException {
        var loopback = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        Path logs = directory.resolve("logs");
        receiver = SyslogReceiver.start(
                SyslogConfig.of(loopback, logs)
                        .with(new SyslogTls(loopback, server.certificate(), server.key(), authorities)),
                new SyslogReceiver.Collaborators(
                        listeners,
                        InstantSource.system(),
                        new DiskReserve(logs, 0, InstantSource.system()),
                        _ -> {},
                        events));
    }

    @AfterEach
    void stopReceiver() {
        receiver.close();
        listeners.close();
    }

    /// Datagrams are sent no faster than 1000/s: what a socket's buffer does not take is lost to anybody.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "--inet --dgram,                            UDP, 1, 1000,  1000",
        "--inet --dgram --syslog-proto --no-framing, UDP, 1, 1000,  1000",
        "--inet --stream,                           TCP, 4, 10000, 10000000",
        "--inet --stream --syslog-proto --no-framing, TCP, 4, 10000, 10000000",
        "--inet --stream --syslog-proto,            TCP, 4, 10000, 10000000",
        "--use-ssl --syslog-proto,                  TLS, 4, 10000, 10000000",
    })
    void noLineOfLoggenIsLost(String form, Transport transport, int connections, int lines, int rate) throws Exception {
        var command = new ArrayList<String>(List.of("loggen", "--quiet"));
        command.addAll(List.of(form.split(" ")));
        command.addAll(List.of("--active-connections", "" + connections, "--number", "" + lines, "--rate", "" + rate));
        var address =
                switch (transport) {
                    case UDP -> receiver.udpAddress();
                    case TCP -> receiver.tcpAddress();
                    case TLS -> receiver.tlsAddress();
                };
        command.addAll(List.of("127.0.0.1", "" + address.getPort()));
        Process loggen = started(command);
        assertThat(loggen.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(loggen.exitValue()).as(said()).isZero();
        events.await(SyslogCount.WRITTEN, (long) connections * lines);

        Map<Integer, List<Integer>> numbers = numbersByThread();
        assertThat(numbers).hasSize(connections);
        List<Integer> all = IntStream.range(0, lines).boxed().toList();
        numbers.values().forEach(of -> assertThat(of).isEqualTo(all));
        assertThat(received(transport)).isEqualTo((long) connections * lines);
        assertThat(events.of(SyslogCount.DROPPED)).isZero();
        try (var hosts = Files.list(directory.resolve("logs"))) {
            assertThat(hosts).extracting(Path::getFileName).containsExactly(Path.of("localhost"));
        }
    }

    @Test
    void syslogNgSendsOverTlsAndEitherSideProvesWhoItIs() throws Exception {
        receiver.close();
        start(Optional.of(sender.certificate()));
        int lines = 5000;
        var text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append("<13>Nov 22 10:00:00 lab a: seq: ").append(i).append(", thread: 0, ünï\n");
        }
        Path input = Files.writeString(directory.resolve("input"), text);
        Path config = Files.writeString(directory.resolve("syslog-ng.conf"), """
                @version: 3.38
                options { stats-freq(0); keep-hostname(yes); };
                source s { file("%s" read-old-records(yes)); };
                destination d { syslog("127.0.0.1" port(%d) transport("tls") log-fifo-size(10000) tls(
                    ca-file("%s") key-file("%s") cert-file("%s") peer-verify(required-trusted))); };
                log { source(s); destination(d); flags(flow-control); };
                """.formatted(
                input, receiver.tlsAddress().getPort(), server.certificate(), sender.key(), sender.certificate()));
        Process sending = started(List.of(
                "syslog-ng",
                "--foreground",
                "--stderr",
                "--no-caps",
                "--cfgfile=" + config,
                "--persist-file=" + directory.resolve("persist"),
                "--pidfile=" + directory.resolve("pid"),
                "--control=" + directory.resolve("control")));
        try {
            events.await(SyslogCount.WRITTEN, lines);
        } catch (AssertionError late) {
            throw new AssertionError(late.getMessage() + "\n" + said(), late);
        } finally {
            sending.destroy();
            sending.waitFor();
        }
        assertThat(numbersByThread().get(0))
                .isEqualTo(IntStream.range(0, lines).boxed().toList());
        assertThat(events.of(SyslogCount.RECEIVED_TLS)).isEqualTo(lines);
        assertThat(directory.resolve("logs/lab")).isDirectory();
    }

    private long received(Transport transport) {
        return events.of(
                switch (transport) {
                    case UDP -> SyslogCount.RECEIVED_UDP;
                    case TCP -> SyslogCount.RECEIVED_TCP;
                    case TLS -> SyslogCount.RECEIVED_TLS;
                });
    }

    private Process started(List<String> command) throws IOException {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("said").toFile())
                .start();
        process.getOutputStream().close();
        return process;
    }

    private String said() throws IOException {
        return Files.readString(directory.resolve("said"), UTF_8);
    }

    /// In the order in which the lines stand in the files; several threads may stand in one.
    private Map<Integer, List<Integer>> numbersByThread() throws IOException {
        var numbers = new TreeMap<Integer, List<Integer>>();
        try (var tree = Files.walk(directory.resolve("logs"))) {
            for (Path file :
                    tree.filter(path -> path.endsWith("messages")).sorted().toList()) {
                for (String line : Files.readAllLines(file)) {
                    Matcher found = NUMBERED.matcher(line);
                    assertThat(found.find()).as(line).isTrue();
                    numbers.computeIfAbsent(Integer.valueOf(found.group(2)), _ -> new ArrayList<>())
                            .add(Integer.valueOf(found.group(1)));
                }
            }
        }
        return numbers;
    }
}
