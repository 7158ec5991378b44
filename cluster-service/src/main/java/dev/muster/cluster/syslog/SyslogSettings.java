package dev.muster.cluster.syslog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What an operator sets for the syslog receiver.
@ConfigMapping(prefix = "muster.cluster.syslog")
public interface SyslogSettings {
    Tls tls();

    Retention retention();

    /// What is kept of the logs; the oldest go first.
    interface Retention {
        /// After which a day's lines go.
        @WithDefault("P30D")
        Duration age();

        /// Bytes of one host.
        @WithDefault("1073741824")
        long hostBytes();

        /// Bytes of all hosts.
        @WithDefault("10737418240")
        long totalBytes();
    }

    /// Syslog over TLS (RFC 5425), off unless both the certificate and the key are set.
    interface Tls {
        /// PEM: the certificate that senders are shown, then those that lead to its authority.
        Optional<Path> certificate();

        /// PEM: its private key, PKCS #8, without a password.
        Optional<Path> key();

        /// PEM: authorities of which each sender must have a certificate; unless set, senders show none.
        Optional<Path> clientAuthorities();
    }

    /// @param logs root of the tree of files
    /// @throws IllegalArgumentException naming the property that is missing
    static SyslogConfig receiver(SyslogSettings syslog, SyslogLimits limits, SyslogPorts ports, Path logs) {
        var plain = SyslogConfig.of(new InetSocketAddress(ports.syslog()), logs)
                .with(limits)
                .with(retention(syslog.retention()));
        return tls(syslog.tls(), new InetSocketAddress(ports.syslogTls()))
                .map(plain::with)
                .orElse(plain);
    }

    private static RetentionLimits retention(Retention kept) {
        return new RetentionLimits(kept.age(), kept.hostBytes(), kept.totalBytes());
    }

    private static Optional<SyslogTls> tls(Tls tls, InetSocketAddress address) {
        if (tls.certificate().isEmpty()
                && tls.key().isEmpty()
                && tls.clientAuthorities().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SyslogTls(
                address,
                required(tls.certificate(), "certificate"),
                required(tls.key(), "key"),
                tls.clientAuthorities()));
    }

    private static Path required(Optional<Path> file, String name) {
        return file.orElseThrow(() -> new IllegalArgumentException(
                "muster.cluster.syslog.tls." + name + " is missing: TLS needs a certificate and its key"));
    }
}
