package dev.muster.cluster.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.disk.DiskReserve;
import dev.muster.cluster.net.Listeners;
import dev.muster.cluster.syslog.server.SyslogReceiver;
import dev.muster.testing.Await;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyslogReceiverTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.500Z");

    @TempDir
    Path logs;

    private final RecordedEvents events = new RecordedEvents();
    private final List<ReceivedLine> published = Collections.synchronizedList(new ArrayList<>());
    private final Listeners listeners = new Listeners(2);
    private volatile Instant now = NOON;
    private SyslogReceiver receiver;

    @BeforeEach
    void startReceiver() throws IOException {
        receiver = start(settings());
    }

    @AfterEach
    void stopReceiver() {
        receiver.close();
        listeners.close();
    }

    @Test
    void datagramIsFiledByHostAndDayAndPublished() throws Exception {
        sendUdp("<11>Nov 22 10:00:00 Lab app[7]: text");
        events.await(SyslogCount.WRITTEN, 1);

        assertThat(today("lab")).hasContent("2026-11-22T12:00:00.500Z lab app[7]: text\n");
        Await.await().until(() -> published.size() == 1);
        assertThat(published).singleElement().satisfies(line -> {
            assertThat(line.host()).isEqualTo("lab");
            assertThat(line.sender()).isEqualTo(LOOPBACK);
            assertThat(line.transport()).isEqualTo(Transport.UDP);
            assertThat(line.message().severity()).isEqualTo(3);
        });
    }

    @Test
    void hostlessLineIsFiledUnderTheSenderAndNoPathIsForged() throws Exception {
        sendUdp("text\n2026-11-22T12:00:00.500Z lab su: forged");
        sendUdp("<13>1 - ../../../../tmp/x a - - - climb");
        events.await(SyslogCount.WRITTEN, 2);

        assertThat(today("127.0.0.1"))
                .hasContent("2026-11-22T12:00:00.500Z 127.0.0.1 text#0122026-11-22T12:00:00.500Z lab su: forged\n");
        assertThat(today("_._.._.._.._tmp_x")).content().endsWith(" a: climb\n");
    }

    @Test
    void malformedDatagramsAreCountedAndTheServerGoesOn() throws Exception {
        sendUdp("");
        sendUdp("\n\0");
        sendUdp("<999>bad \u0007 priority");
        sendUdp("<13>" + "x".repeat(60_000));
        sendUdp("<13>Nov 22 10:00:00 lab after: all");
        events.await(SyslogCount.WRITTEN, 3);

        assertThat(events.of(SyslogCount.RECEIVED_UDP)).isEqualTo(5);
        assertThat(events.of(SyslogCount.MALFORMED_EMPTY)).isEqualTo(2);
        assertThat(events.of(SyslogCount.MALFORMED_PRIORITY)).isEqualTo(1);
        assertThat(events.of(SyslogCount.TRUNCATED)).isEqualTo(1);
        assertThat(Files.readAllLines(today("127.0.0.1")))
                .hasSize(2)
                .anyMatch(line -> line.endsWith(" <999>bad #007 priority"))
                .anyMatch(line -> line.endsWith(" " + "x".repeat(8188)));
    }

    @Test
    void bothFramingsComeOverOneConnection() throws Exception {
        try (var socket = connect()) {
            socket.getOutputStream()
                    .write("<13>Nov 22 10:00:00 lab a: one\n32 <13>Nov 22 10:00:00 lab a: two!\n".getBytes(UTF_8));
            socket.getOutputStream().write("<13>Nov 22 10:00:00 lab a: last".getBytes(UTF_8));
        }
        events.await(SyslogCount.WRITTEN, 3);

        assertThat(Files.readAllLines(today("lab")))
                .extracting(line -> line.substring(line.indexOf("a:")))
                .containsExactly("a: one", "a: two!", "a: last");
    }

    @Test
    void hundredThousandLinesOverTcpAllArriveInOrder() throws Exception {
        int lines = 100_000;
        try (var socket = connect()) {
            var text = new StringBuilder();
            for (int i = 0; i < lines; i++) {
                text.append("<13>Nov 22 10:00:00 lab a: ").append(i).append('\n');
            }
            socket.getOutputStream().write(text.toString().getBytes(UTF_8));
        }
        events.await(SyslogCount.WRITTEN, lines);

        List<String> stored = Files.readAllLines(today("lab"));
        assertThat(stored).hasSize(lines);
        for (int i = 0; i < lines; i++) {
            assertThat(stored.get(i)).endsWith(" a: " + i);
        }
    }

    @Test
    void newDayIsANewFile() throws Exception {
        sendUdp("<13>Nov 22 10:00:00 lab a: today");
        events.await(SyslogCount.WRITTEN, 1);
        now = NOON.plus(Duration.ofDays(1));
        sendUdp("<13>Nov 22 10:00:00 lab a: tomorrow");
        events.await(SyslogCount.WRITTEN, 2);

        assertThat(today("lab")).content().endsWith("a: today\n");
        assertThat(logs.resolve("lab/2026/11/23/messages")).content().endsWith("a: tomorrow\n");
    }

    @Test
    void deletedDirectoryIsMadeAgain() throws Exception {
        sendUdp("<13>Nov 22 10:00:00 lab a: before");
        events.await(SyslogCount.WRITTEN, 1);
        try (var tree = Files.walk(logs.resolve("lab"))) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        sendUdp("<13>Nov 22 10:00:00 lab a: after");
        events.await(SyslogCount.WRITTEN, 2);

        assertThat(today("lab")).hasContent("2026-11-22T12:00:00.500Z lab a: after\n");
    }

    @Test
    void unwritableHostLosesItsLinesOnlyAndComesBack() throws Exception {
        Files.writeString(logs.resolve("blocked"), "a file where a directory should be");
        sendUdp("<13>Nov 22 10:00:00 blocked a: lost");
        sendUdp("<13>Nov 22 10:00:00 lab a: kept");
        events.await(SyslogCount.LOST, 1);
        events.await(SyslogCount.WRITTEN, 1);
        Files.delete(logs.resolve("blocked"));
        sendUdp("<13>Nov 22 10:00:00 blocked a: back");
        events.await(SyslogCount.WRITTEN, 2);

        assertThat(today("blocked")).content().endsWith("a: back\n").doesNotContain("lost");
    }

    @Test
    void halfALineLeftByACrashIsNotContinued() throws Exception {
        Files.createDirectories(today("lab").getParent());
        Files.writeString(today("lab"), "torn");
        sendUdp("<13>Nov 22 10:00:00 lab a: whole");
        events.await(SyslogCount.WRITTEN, 1);

        assertThat(Files.readAllLines(today("lab"))).containsExactly("torn", "2026-11-22T12:00:00.500Z lab a: whole");
    }

    @Test
    void moreHostsThanOpenFilesAreAllServed() throws Exception {
        receiver.close();
        receiver = start(SyslogLimits.DEFAULT.withHostsUpTo(1000, 1000));
        for (int round = 0; round < 2; round++) {
            for (int host = 0; host < 300; host++) {
                sendUdp("<13>Nov 22 10:00:00 h" + host + " a: " + round);
            }
            events.await(SyslogCount.WRITTEN, 300L * (round + 1));
        }

        assertThat(Files.readAllLines(today("h0"))).hasSize(2);
        assertThat(Files.readAllLines(today("h299"))).hasSize(2);
    }

    @Test
    void connectionsBeyondTheLimitAreClosedAtOnceAndOthersGoOn() throws Exception {
        receiver.close();
        receiver = start(SyslogLimits.DEFAULT.withConnectionsUpTo(10, 2));
        try (var first = connect();
                var second = connect()) {
            first.getOutputStream().write("<13>x\n".getBytes(UTF_8));
            second.getOutputStream().write("<13>x\n".getBytes(UTF_8));
            events.await(SyslogCount.WRITTEN, 2);
            try (var third = connect()) {
                assertThat(third.getInputStream().read()).isEqualTo(-1);
            }
            first.shutdownOutput();
            events.await(SyslogCount.CONNECTION_CLOSED, 1);
            try (var again = connect()) {
                again.getOutputStream().write("<13>y\n".getBytes(UTF_8));
                events.await(SyslogCount.WRITTEN, 3);
            }
        }
        assertThat(events.of(SyslogCount.CONNECTION_REFUSED)).isEqualTo(1);
    }

    @Test
    void silentConnectionIsClosed() throws Exception {
        receiver.close();
        receiver = start(SyslogLimits.DEFAULT.closingAfter(Duration.ofMillis(300)));
        try (var socket = connect()) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void closingWritesWhatWasTaken() throws Exception {
        try (var socket = connect()) {
            socket.getOutputStream()
                    .write("<13>Nov 22 10:00:00 lab a: b\n".repeat(1000).getBytes(UTF_8));
            events.await(SyslogCount.RECEIVED_TCP, 1000);
            receiver.close();
        }

        assertThat(Files.readAllLines(today("lab"))).hasSize(1000);
    }

    @Test
    void senderThatNamesTooManyHostsIsFiledUnderItsAddress() throws Exception {
        receiver.close();
        receiver = start(SyslogLimits.DEFAULT.withHostsUpTo(100, 2));
        for (String host : List.of("one", "two", "three", "one", "four")) {
            sendUdp("<13>Nov 22 10:00:00 " + host + " a: " + host);
        }
        events.await(SyslogCount.WRITTEN, 5);

        assertThat(Files.readAllLines(today("one"))).hasSize(2);
        assertThat(Files.readAllLines(today("127.0.0.1"))).hasSize(2).allMatch(line -> line.contains(" 127.0.0.1 a: "));
        assertThat(logs.resolve("three")).doesNotExist();
        assertThat(events.of(SyslogCount.HOST_LIMIT)).isEqualTo(2);
    }

    @Test
    void sinkThatHangsKeepsNoLineFromItsFile() throws Exception {
        receiver.close();
        var never = new CountDownLatch(1);
        receiver = SyslogReceiver.start(
                settings().with(SyslogLimits.DEFAULT.forwarding(Integer.MAX_VALUE)), with(_ -> awaitForEver(never)));
        int lines = 400_000;
        try (var socket = connect()) {
            socket.getOutputStream()
                    .write("<13>Nov 22 10:00:00 lab a: b\n".repeat(lines).getBytes(UTF_8));
        }
        events.await(SyslogCount.WRITTEN, lines);

        assertThat(events.of(SyslogCount.NOT_FORWARDED)).isPositive();
        never.countDown();
    }

    @Test
    void floodIsFiledWholeAndHandedOnInPart() throws Exception {
        receiver.close();
        receiver = start(SyslogLimits.DEFAULT.forwarding(40));
        try (var socket = connect()) {
            socket.getOutputStream()
                    .write("<13>Nov 22 10:00:00 lab a: b\n".repeat(1000).getBytes(UTF_8));
        }
        events.await(SyslogCount.WRITTEN, 1000);
        events.await(SyslogCount.NOT_FORWARDED, 990);
        Await.await().until(() -> published.size() == 10);

        assertThat(Files.readAllLines(today("lab"))).hasSize(1000);
    }

    private SyslogReceiver start(SyslogLimits limits) throws IOException {
        return start(settings().with(limits));
    }

    private SyslogConfig settings() {
        return SyslogConfig.of(new InetSocketAddress(LOOPBACK, 0), logs);
    }

    private SyslogReceiver start(SyslogConfig settings) throws IOException {
        return SyslogReceiver.start(settings, with(published::add));
    }

    private SyslogReceiver.Collaborators with(SyslogSink sink) throws IOException {
        return new SyslogReceiver.Collaborators(
                listeners, () -> now, new DiskReserve(logs, 0, () -> now), sink, events);
    }

    private static void awaitForEver(CountDownLatch never) {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Path today(String host) {
        return logs.resolve(host).resolve("2026/11/22/messages");
    }

    private Socket connect() throws IOException {
        var socket = new Socket();
        socket.connect(receiver.tcpAddress(), 5000);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private void sendUdp(String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        try (var socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(bytes, bytes.length, receiver.udpAddress()));
        }
    }
}
