package dev.muster.cluster.syslog;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/// What the receiver is run with.
///
/// @param address of UDP and TCP; port 0 takes free ones
/// @param logs root of the tree `<HOSTNAME>/<YEAR>/<MONTH>/<DAY>/messages`
/// @param retention what is kept of it
/// @param tls empty for none
public record SyslogConfig(
        InetSocketAddress address, Path logs, SyslogLimits limits, RetentionLimits retention, Optional<SyslogTls> tls) {

    public static SyslogConfig of(InetSocketAddress address, Path logs) {
        return new SyslogConfig(address, logs, SyslogLimits.DEFAULT, RetentionLimits.DEFAULT, Optional.empty());
    }

    public SyslogConfig with(SyslogLimits other) {
        return new SyslogConfig(address, logs, other, retention, tls);
    }

    public SyslogConfig with(RetentionLimits other) {
        return new SyslogConfig(address, logs, limits, other, tls);
    }

    public SyslogConfig with(SyslogTls other) {
        return new SyslogConfig(address, logs, limits, retention, Optional.of(other));
    }
}
