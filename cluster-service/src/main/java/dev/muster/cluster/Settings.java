package dev.muster.cluster;

import dev.muster.cluster.boot.BootSettings;
import dev.muster.cluster.dhcp.DhcpSettings;
import dev.muster.cluster.disk.DiskSettings;
import dev.muster.cluster.http.HttpSettings;
import dev.muster.cluster.iscsi.IscsiPort;
import dev.muster.cluster.iscsi.IscsiSettings;
import dev.muster.cluster.power.PowerSettings;
import dev.muster.cluster.region.SubnetsSettings;
import dev.muster.cluster.region.lane.LaneSettings;
import dev.muster.cluster.syslog.SyslogLimitSettings;
import dev.muster.cluster.syslog.SyslogPorts;
import dev.muster.cluster.syslog.SyslogSettings;
import dev.muster.cluster.tftp.server.TftpPort;
import dev.muster.cluster.tftp.server.TftpSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/// What an operator set, by feature. A mapping that is not injected here is not known to the container, and its
/// properties would stop the start as unknown ones do.
@Singleton
final class Settings {
    @Inject
    ClusterSettings cluster;

    @Inject
    SubnetsSettings subnets;

    @Inject
    LaneSettings lanes;

    @Inject
    DiskSettings disk;

    @Inject
    DhcpSettings dhcp;

    @Inject
    BootSettings boot;

    @Inject
    HttpSettings http;

    @Inject
    TftpSettings tftp;

    @Inject
    TftpPort tftpPort;

    @Inject
    IscsiSettings iscsi;

    @Inject
    IscsiPort iscsiPort;

    @Inject
    SyslogSettings syslog;

    @Inject
    SyslogLimitSettings syslogLimits;

    @Inject
    SyslogPorts syslogPorts;

    @Inject
    PowerSettings power;

    /// A file or folder of the data folder.
    Path data(String name) {
        return cluster.data().resolve(name);
    }
}
