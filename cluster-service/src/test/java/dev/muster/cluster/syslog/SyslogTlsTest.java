package dev.muster.cluster.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.disk.DiskReserve;
import dev.muster.cluster.net.Listeners;
import dev.muster.cluster.syslog.server.SyslogReceiver;
import dev.muster.testing.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// RFC 5425, with the TLS of the JDK as the client, which checks the certificate.
class SyslogTlsTest {
    private static final InetSocketAddress LOOPBACK = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.500Z");

    @TempDir
    private static Path certificates;

    private static TestCertificate server;
    private static TestCertificate sender;
    private static TestCertificate stranger;

    @TempDir
    private Path logs;

    private final RecordedEvents events = new RecordedEvents();
    private final List<ReceivedLine> published = Collections.synchronizedList(new ArrayList<>());
    private final Listeners listeners = new Listeners(1);
    private SyslogReceiver receiver;

    @BeforeAll
    static void makeCertificates() throws Exception {
        server = TestCertificate.make(certificates, "server");
        sender = TestCertificate.make(certificates, "sender");
        stranger = TestCertificate.make(certificates, "stranger");
    }

    @AfterEach
    void stopReceiver() {
        if (receiver != null) {
            receiver.close();
        }
        listeners.close();
    }

    @Test
    void countedMessagesArriveAndTheCloseIsAnswered() throws Exception {
        start(settings(Optional.empty()));
        try (SSLSocket socket = connect(server.trustedBy(sender))) {
            socket.getOutputStream()
                    .write("31 <13>Nov 22 10:00:00 lab a: one\n28 <13>Nov 22 10:00:00 lab a: x".getBytes(UTF_8));
            socket.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
        }
        events.await(SyslogCount.WRITTEN, 2);

        assertThat(logs.resolve("lab/2026/11/22/messages"))
                .hasContent("2026-11-22T12:00:00.500Z lab a: one\n2026-11-22T12:00:00.500Z lab a: x\n");
        Await.await().until(() -> published.size() == 2);
        assertThat(published).extracting(ReceivedLine::transport).containsOnly(Transport.TLS);
        assertThat(events.of(SyslogCount.RECEIVED_TLS)).isEqualTo(2);
    }

    @Test
    void streamWithoutCountsIsClosedAndOthersGoOn() throws Exception {
        start(settings(Optional.empty()));
        try (SSLSocket good = connect(server.trustedBy(sender));
                SSLSocket bad = connect(server.trustedBy(sender))) {
            bad.getOutputStream().write("<13>Nov 22 10:00:00 lab a: no count\n".getBytes(UTF_8));
            assertThat(bad.getInputStream().read()).isEqualTo(-1);
            good.getOutputStream().write("28 <13>Nov 22 10:00:00 lab a: x".getBytes(UTF_8));
            events.await(SyslogCount.WRITTEN, 1);
        }
        assertThat(events.of(SyslogCount.MALFORMED_FRAME)).isEqualTo(1);
        assertThat(logs.resolve("lab/2026/11/22/messages"))
                .content()
                .endsWith(" a: x\n")
                .hasLineCount(1);
    }

    @Test
    void onlySendersOfTheAuthorityAreHeardWhereOneIsSet() throws Exception {
        start(settings(Optional.of(sender.certificate())));
        try (SSLSocket socket = connect(server.trustedBy(sender))) {
            socket.getOutputStream().write("28 <13>Nov 22 10:00:00 lab a: x".getBytes(UTF_8));
            events.await(SyslogCount.WRITTEN, 1);
        }
        assertThatThrownBy(() -> {
                    try (SSLSocket socket = connect(server.trustedBy(stranger))) {
                        socket.getOutputStream().write("28 <13>Nov 22 10:00:00 lab a: x".getBytes(UTF_8));
                        socket.getInputStream().read();
                    }
                })
                .isInstanceOf(IOException.class);
        events.await(SyslogCount.TLS_FAILED, 1);
        events.await(SyslogCount.CONNECTION_CLOSED, 2);
        assertThat(events.of(SyslogCount.WRITTEN)).isEqualTo(1);
    }

    @Test
    void plainTextOnThePortIsAFailedHandshake() throws Exception {
        start(settings(Optional.empty()));
        try (var socket = new Socket()) {
            socket.connect(receiver.tlsAddress(), 5000);
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("<13>Nov 22 10:00:00 lab a: plain\n".getBytes(UTF_8));
            socket.getInputStream().readAllBytes();
        }
        events.await(SyslogCount.TLS_FAILED, 1);
        assertThat(events.of(SyslogCount.RECEIVED_TLS)).isZero();
    }

    @Test
    void connectionsOverTcpAndTlsCountTogether() throws Exception {
        start(settings(Optional.empty()).with(SyslogLimits.DEFAULT.withConnectionsUpTo(10, 1)));
        try (var plain = new Socket()) {
            plain.connect(receiver.tcpAddress(), 5000);
            events.await(SyslogCount.CONNECTION_OPENED, 1);
            assertThatThrownBy(() -> connect(server.trustedBy(sender)).close()).isInstanceOf(IOException.class);
        }
        assertThat(events.of(SyslogCount.CONNECTION_REFUSED)).isEqualTo(1);
    }

    @Test
    void silentConnectionIsClosed() throws Exception {
        start(settings(Optional.empty()).with(SyslogLimits.DEFAULT.closingAfter(Duration.ofMillis(500))));
        try (SSLSocket socket = connect(server.trustedBy(sender))) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void certificateThatIsNoneStopsTheStartAndNamesItsFile() throws Exception {
        Path none = certificates.resolve("none");
        var gone = new SyslogTls(LOOPBACK, none, server.key(), Optional.empty());
        assertThatThrownBy(() -> start(SyslogConfig.of(LOOPBACK, logs).with(gone)))
                .hasMessage("muster.cluster.syslog.tls.certificate: cannot read " + none);

        Path empty = Files.writeString(certificates.resolve("empty"), "no key");
        var broken = new SyslogTls(LOOPBACK, server.certificate(), empty, Optional.empty());
        assertThatThrownBy(() -> start(SyslogConfig.of(LOOPBACK, logs).with(broken)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("PKCS #8")
                .hasMessageContaining(empty.toString());
    }

    private static SyslogTls tls(Optional<Path> authorities) {
        return new SyslogTls(LOOPBACK, server.certificate(), server.key(), authorities);
    }

    private SyslogConfig settings(Optional<Path> authorities) {
        return SyslogConfig.of(LOOPBACK, logs).with(tls(authorities));
    }

    private void start(SyslogConfig settings) throws IOException {
        receiver = SyslogReceiver.start(
                settings,
                new SyslogReceiver.Collaborators(
                        listeners, () -> NOON, new DiskReserve(logs, 0, () -> NOON), published::add, events));
    }

    private SSLSocket connect(SSLContext context) throws IOException {
        var address = receiver.tlsAddress();
        var socket = (SSLSocket) context.getSocketFactory().createSocket(address.getAddress(), address.getPort());
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(20_000);
        try {
            socket.startHandshake();
        } catch (SSLException e) {
            socket.close();
            throw e;
        }
        return socket;
    }
}
