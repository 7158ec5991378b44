package dev.muster.cluster;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an operator sets for a cluster. Environment names follow the properties: `muster.cluster.data` is
/// `MUSTER_CLUSTER_DATA`.
@ConfigMapping(prefix = "muster.cluster")
public interface ClusterSettings {

    /// A name for people; the host name unless set.
    Optional<String> name();

    /// Folder of everything that must outlive a restart: credentials, leases, boot answers, the spool, logs.
    @WithDefault("/var/lib/muster/cluster")
    Path data();

    /// Folder of the image snapshots; `current` in it points to the one in use.
    @WithDefault("/var/lib/muster/images")
    Path images();

    /// Base URLs of the region's replicas, tried in this order; each ends in `/MAAS`.
    @WithDefault("http://127.0.0.1:5240/MAAS")
    List<URI> regionUrls();

    /// File with the one-time join secret; read only while the cluster has no credentials of its own.
    Optional<Path> joinSecretFile();

    /// The subnets to serve, offered to the region when the cluster joins: entries separated by `;`, each
    /// `name=eth1,range=10.0.0.100-10.0.0.200,router=10.0.0.1,dns=10.0.0.1,ntp=10.0.0.1,domain=rack1`.
    /// Without a range the subnet is known but not served by DHCP; with `mode=proxy` machines get boot files there,
    /// and their addresses from somebody else's server; with `identity=client-id` a client is known by its
    /// identifier (option 61), and not by its MAC. `range6=fd00:1::1000-fd00:1::1fff,dns6=fd00:1::1` serves it over
    /// IPv6 too, in the network of the interface's IPv6 address.
    Optional<String> interfaces();

    /// Kafka's `host:port` list; without one the cluster works over REST alone and keeps its records on disk.
    @WithDefault("${kafka.bootstrap.servers:}")
    Optional<String> kafka();

    /// Of which machines behind relay agents the cluster says who they are, so that they get keys: `any`, `named`
    /// (whose relay agent names their port in option 82) or `none`.
    @WithDefault("any")
    RelayedMachines relayedMachines();

    /// Networks that may look at health and metrics, with commas between them, beside this machine.
    Optional<String> observers();

    /// Event loops shared by all protocol servers.
    @WithDefault("2")
    int eventLoops();

    /// What is told to the region over Kafka, a lane for each kind.
    LaneSettings lanes();

    /// The disk of the data folder.
    Disk disk();

    /// What is kept free on it.
    interface Disk {
        /// Bytes that may not be taken by what can be spared: log lines, what machines write over iSCSI, boot progress
        /// that waits for Kafka. Leases are written on when they stop.
        @WithDefault("536870912")
        long reserveBytes();
    }

    /// The iSCSI target.
    IscsiSettings iscsi();

    /// The receiver of the machines' log lines.
    SyslogReceiverSettings syslog();

    /// What one machine can take of the DHCP ranges, and for how long.
    Dhcp dhcp();

    /// Limits of DHCP.
    interface Dhcp {
        /// Addresses that one machine may hold, and declare as taken, in one subnet at a time; beyond it the machine
        /// gets no further one (counted as `too_many_leases`, or as a DHCPNAK).
        @WithDefault("4")
        int leasesPerMac();

        /// How long an offered address waits for its REQUEST.
        @WithDefault("PT60S")
        Duration offerHold();

        /// How long an address stays out of use after somebody else was seen to use it.
        @WithDefault("PT10M")
        Duration quarantine();

        /// Bytes of memory for leases, offers and whatever else an address is held for, ended ones too: 124 for
        /// each address, 64 MiB for 541,000 of them. Where it is used up, the address that ended first is
        /// forgotten; while none has ended, a machine that is not known yet gets no answer (counted as
        /// `lease_table_full`).
        @WithDefault("67108864")
        long leaseBytes();

        /// The same over IPv6, 128 bytes for each address: 16 MiB are 131,000 of them.
        @WithDefault("16777216")
        long leaseBytes6();
    }

    /// What machines may ask for at once.
    ProtocolLimits limits();

    /// What firmware is told to load.
    Boot boot();

    /// How the loader of a machine is chosen; which configuration the loader then gets is the region's decision.
    interface Boot {
        /// Whether iPXE, in a card's ROM or loaded, gets its script over HTTP. If not, it gets the loader of its
        /// firmware, as any other client.
        @WithDefault("true")
        boolean ipxeScript();

        /// Loaders in place of the usual ones, by the number of option 93 in decimal: a file of the image snapshot,
        /// or a URL. `muster.cluster.boot.files."7"=efi64/syslinux.efi`
        Map<Integer, String> files();

        /// The images whose root machines download as a whole (`root=squash:http://…`) in place of reading it over
        /// iSCSI, by their folders, separated by commas: `debian/amd64/generic/bookworm/release`,
        /// `debian/*/*/bookworm/*`, `**`. One without a `squashfs` stays with iSCSI, one with nothing else is
        /// downloaded anyway.
        Optional<List<String>> rootOverHttp();

        /// [#rootOverHttp] as a choice.
        default ImagePatterns imagesOverHttp() {
            return ImagePatterns.of(
                    "muster.cluster.boot.root-over-http", rootOverHttp().orElse(List.of()));
        }

        /// Option 210 for loaders that do not have one of their own; none unless set.
        Optional<String> pathPrefix();
    }

    /// How machines are switched on and off.
    PowerSettings power();

    /// Ports of the servers; an operator leaves them alone, tests set them to 0.
    Ports ports();

    /// Ports that firmware and kernels expect.
    interface Ports {
        @WithDefault("69")
        int tftp();

        @WithDefault("3260")
        int iscsi();

        @WithDefault("514")
        int syslog();

        @WithDefault("6514")
        int syslogTls();
    }
}
