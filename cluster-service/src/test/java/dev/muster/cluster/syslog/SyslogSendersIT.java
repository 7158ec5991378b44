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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// util-linux's `logger` in all its forms.
class SyslogSendersIT {
    @TempDir
    Path directory;

    private final RecordedEvents events = new RecordedEvents();
    private final List<ReceivedLine> published = new ArrayList<>();
    private final Listeners listeners = new Listeners(1);
    private SyslogReceiver receiver;

    @BeforeEach
    void startReceiver() throws Exception {
        Requirements.need(hasLogger(), "needs logger of util-linux (package bsdutils)");
        var loopback = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        Path logs = directory.resolve("logs");
        receiver = SyslogReceiver.start(
                SyslogConfig.of(loopback, logs),
                new SyslogReceiver.Collaborators(
                        listeners,
                        InstantSource.system(),
                        new DiskReserve(logs, 0, InstantSource.system()),
                        published::add,
                        events));
    }

    @AfterEach
    void stopReceiver() {
        if (receiver != null) {
            receiver.close();
        }
        listeners.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--udp --rfc3164",
                "--udp --rfc5424",
                "--tcp --rfc3164",
                "--tcp --rfc5424",
                "--tcp --octet-count --rfc3164",
                "--tcp --octet-count --rfc5424"
            })
    void lineOfLoggerIsInTheTree(String form) throws Exception {
        logger(form, "-t", "muster", "--id=4711", "-p", "daemon.err", "grüße \"an\" alle");
        events.await(SyslogCount.WRITTEN, 1);

        String line = onlyLine();
        assertThat(line).endsWith(" muster[4711]: grüße \"an\" alle");
        assertThat(line).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z [a-z0-9._-]+ muster.*");
        receiver.close();
        assertThat(published.getFirst().message().facility()).isEqualTo(3);
        assertThat(published.getFirst().message().severity()).isEqualTo(3);
    }

    @Test
    void structuredDataIsRead() throws Exception {
        logger(
                "--udp --rfc5424",
                "--sd-id",
                "zoo@123",
                "--sd-param",
                "tiger=\"hungry \\\"very\\\"\"",
                "--msgid",
                "ID47",
                "fed");
        events.await(SyslogCount.WRITTEN, 1);

        receiver.close();
        var message = published.getFirst().message();
        assertThat(message.data().toString()).contains("[zoo@123 tiger=\"hungry \\\"very\\\"\"]");
        assertThat(message.text()).hasToString("fed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--udp --rfc5424", "--tcp --rfc5424", "--tcp --octet-count --rfc5424"})
    void threeKilobyteLinesOfAFileArriveWhole(String form) throws Exception {
        Path file = directory.resolve("lines");
        Files.writeString(file, "a".repeat(3000) + "\n" + "b".repeat(3000) + "\n" + "c".repeat(3000) + "\n");

        logger(form, "--size", "4KiB", "-t", "t", "-f", file.toString());
        events.await(SyslogCount.WRITTEN, 3);

        assertThat(lines())
                .extracting(line -> line.substring(line.indexOf(" t: ") + 4))
                .containsExactlyInAnyOrder("a".repeat(3000), "b".repeat(3000), "c".repeat(3000));
    }

    private void logger(String form, String... more) throws IOException, InterruptedException {
        var command = new ArrayList<String>(List.of("logger", "--server", "127.0.0.1", "--port"));
        var address = form.contains("--tcp") ? receiver.tcpAddress() : receiver.udpAddress();
        command.add(String.valueOf(address.getPort()));
        command.addAll(List.of(form.split(" ")));
        command.addAll(List.of(more));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }

    private String onlyLine() throws IOException {
        assertThat(lines()).hasSize(1);
        return lines().getFirst();
    }

    private List<String> lines() throws IOException {
        try (var tree = Files.walk(directory.resolve("logs"))) {
            var found = new ArrayList<String>();
            for (Path file : tree.filter(path -> path.endsWith("messages")).toList()) {
                found.addAll(Files.readAllLines(file));
            }
            return found;
        }
    }

    private static boolean hasLogger() throws InterruptedException {
        try {
            var process = new ProcessBuilder("logger", "--version")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            return process.waitFor() == 0 && said.contains("util-linux");
        } catch (IOException absent) {
            return false;
        }
    }
}
