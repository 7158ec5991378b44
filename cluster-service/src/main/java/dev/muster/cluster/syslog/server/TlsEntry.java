package dev.muster.cluster.syslog.server;

import dev.muster.cluster.syslog.SyslogTls;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The TLS layer of RFC 5425: versions 1.2 and 1.3 (RFC 9662), no early data. Signing and checking of certificates is
/// done on virtual threads, not on the event loop.
final class TlsEntry {
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};
    private static final long HANDSHAKE_MILLIS = 10_000;

    /// The JDK sends no TLS 1.3 tickets for sessions of more than seven days (RFC 8446 4.6.1 allows none). A sender
    /// that only writes never reads them, and with anything unread its close is a reset, which throws away the
    /// lines that we have not read yet.
    private static final Duration NO_TICKETS = Duration.ofDays(8);

    private final SslContext context;
    private final ExecutorService handshakes = Executors.newVirtualThreadPerTaskExecutor();

    private TlsEntry(SslContext context) {
        this.context = context;
    }

    /// @throws IOException naming the setting whose file is of no use
    static TlsEntry of(SyslogTls settings) throws IOException {
        readable("certificate", settings.certificate());
        readable("key", settings.key());
        try {
            var builder = SslContextBuilder.forServer(
                            settings.certificate().toFile(), settings.key().toFile())
                    .sslProvider(SslProvider.JDK)
                    .protocols(VERSIONS)
                    .sessionTimeout(NO_TICKETS.toSeconds());
            if (settings.clientAuthorities().isPresent()) {
                Path authorities = settings.clientAuthorities().get();
                readable("client-authorities", authorities);
                builder.trustManager(authorities.toFile()).clientAuth(ClientAuth.REQUIRE);
            }
            return new TlsEntry(builder.build());
        } catch (IllegalArgumentException | IOException e) {
            throw new IOException(
                    "muster.cluster.syslog.tls: certificates must be PEM, the key PEM in PKCS #8 without a password: "
                            + e.getMessage(),
                    e);
        }
    }

    private static void readable(String setting, Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("muster.cluster.syslog.tls." + setting + ": cannot read " + file);
        }
    }

    SslHandler handler(ByteBufAllocator buffers) {
        SslHandler handler = context.newHandler(buffers, handshakes);
        handler.setHandshakeTimeoutMillis(HANDSHAKE_MILLIS);
        return handler;
    }
}
