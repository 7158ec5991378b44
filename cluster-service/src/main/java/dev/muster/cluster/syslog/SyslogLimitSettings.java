package dev.muster.cluster.syslog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// See [SyslogLimits].
@ConfigMapping(prefix = "muster.cluster.limits.syslog")
public interface SyslogLimitSettings {
    /// Octets of a message, 2048 to 65536.
    @WithDefault("8192")
    int maxLength();

    @WithDefault("2048")
    int connections();

    @WithDefault("256")
    int connectionsPerClient();

    @WithDefault("PT1H")
    Duration idle();

    /// Bytes of lines that wait for the disk, 4 MiB at least.
    @WithDefault("33554432")
    int queueBytes();

    /// Bytes of the kernel for datagrams that wait to be read, 64 KiB at least.
    @WithDefault("16777216")
    int udpBufferBytes();

    @WithDefault("256")
    int openFiles();

    /// Host names of a day, and senders that are told apart.
    @WithDefault("16384")
    int hosts();

    /// Host names of one address in a day. More for a relay that passes on the lines of many machines.
    @WithDefault("64")
    int hostsPerSender();

    /// Lines that are handed on to Kafka in a second; a quarter of them of one address. 0 for none.
    @WithDefault("2000")
    int forwarded();

    /// @throws IllegalArgumentException naming the property that is out of its range
    static SyslogLimits limits(SyslogLimitSettings syslog) {
        return new SyslogLimits(
                syslog.maxLength(),
                syslog.connections(),
                syslog.connectionsPerClient(),
                syslog.idle(),
                syslog.queueBytes(),
                syslog.udpBufferBytes(),
                syslog.openFiles(),
                syslog.hosts(),
                syslog.hostsPerSender(),
                syslog.forwarded());
    }
}
