package dev.muster.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.cluster.boot.BootAnswers;
import dev.muster.cluster.boot.DiskBootAnswerCache;
import dev.muster.cluster.boot.grub.GrubConfig;
import dev.muster.cluster.boot.grub.GrubEntry;
import dev.muster.cluster.boot.grub.GrubPath;
import dev.muster.cluster.boot.ipxe.IpxeScripts;
import dev.muster.cluster.boot.loader.ConfigRoute;
import dev.muster.cluster.boot.loader.MachineConfigs;
import dev.muster.cluster.boot.progress.BootAnswerProgress;
import dev.muster.cluster.boot.progress.Dhcp6Progress;
import dev.muster.cluster.boot.progress.DhcpProgress;
import dev.muster.cluster.boot.progress.HttpProgress;
import dev.muster.cluster.boot.progress.IscsiProgress;
import dev.muster.cluster.boot.progress.Reporter;
import dev.muster.cluster.boot.progress.SyslogForwarding;
import dev.muster.cluster.boot.progress.TftpProgress;
import dev.muster.cluster.boot.pxelinux.PxelinuxConfig;
import dev.muster.cluster.boot.pxelinux.PxelinuxPath;
import dev.muster.cluster.dhcp.DhcpLimits;
import dev.muster.cluster.dhcp.DhcpServer;
import dev.muster.cluster.dhcp.DhcpSettings;
import dev.muster.cluster.dhcp.lease.Lease;
import dev.muster.cluster.dhcp.policy.BootFiles;
import dev.muster.cluster.dhcp6.Dhcp6Server;
import dev.muster.cluster.dhcp6.Dhcp6Settings;
import dev.muster.cluster.dhcp6.codec.Duid;
import dev.muster.cluster.dhcp6.lease.Binding;
import dev.muster.cluster.dhcp6.policy.BootUrls;
import dev.muster.cluster.dhcp6.policy.PolicySettings;
import dev.muster.cluster.http.NodeHttp;
import dev.muster.cluster.images.ImageStore;
import dev.muster.cluster.iscsi.IscsiConfig;
import dev.muster.cluster.iscsi.IscsiLimits;
import dev.muster.cluster.iscsi.IscsiOverlays;
import dev.muster.cluster.iscsi.IscsiTarget;
import dev.muster.cluster.net.Listeners;
import dev.muster.cluster.power.PowerDesk;
import dev.muster.cluster.power.driver.ArpTable;
import dev.muster.cluster.power.driver.PowerDrivers;
import dev.muster.cluster.ra.Advertisers;
import dev.muster.cluster.region.RegionLink;
import dev.muster.cluster.region.RestPowerOrders;
import dev.muster.cluster.region.RestRegionBoot;
import dev.muster.cluster.syslog.SyslogReceiver;
import dev.muster.cluster.tftp.FileRoute;
import dev.muster.cluster.tftp.TftpRoutes;
import dev.muster.cluster.tftp.server.TftpServer;
import dev.muster.model.boot.CachedBootAnswer;
import dev.muster.model.cluster.ClusterConfig;
import dev.muster.model.event.LeaseRecord;
import dev.muster.model.event.NodeLogLine;
import dev.muster.model.event.Topics;
import dev.muster.model.network.Ipv6Address;
import dev.muster.model.node.MacAddress;
import dev.muster.model.power.PowerCommand;
import dev.muster.model.power.PowerResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/// The cluster put together: every server, and what they tell each other. Read this first to see who knows whom.
final class Cluster implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Cluster.class);

    private final ClusterSettings settings;
    private final Clock clock = Clock.systemUTC();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Listeners listeners;
    private final ImageStore images;
    private final BootSnapshots snapshots;
    private final RegionLink region;
    private final Reporter reporter;
    private final DiskBootAnswerCache lastAnswers;
    private final DhcpServer dhcp;
    private final Dhcp6Server dhcp6;
    private final ServedSubnets subnets;
    private final NodeHttp http;
    private final PowerDesk power;
    private final MeterRegistry meters;
    /// Those that the region has boot answers for.
    private final Set<MacAddress> knownMachines = ConcurrentHashMap.newKeySet();

    Cluster(ClusterSettings settings, int httpPort, ObjectMapper json, MeterRegistry meters, Vertx vertx)
            throws IOException {
        this.settings = settings;
        this.meters = meters;
        this.listeners = opened(new Listeners(settings.eventLoops()));
        this.images = new ImageStore(settings.images());
        this.lastAnswers = new DiskBootAnswerCache(settings.data().resolve("boot-answers"), json);
        this.region = opened(new RegionLink(settings, httpPort, json, new FromRegion()));
        this.reporter = new Reporter(uuid(), clock, progress -> region.publisher()
                .publish(Topics.BOOT_PROGRESS, progress.mac().value(), progress));
        this.dhcp = DhcpServer.open(
                DhcpSettings.of(settings.data().resolve("dhcp/leases"), bootFiles(settings.boot(), httpPort))
                        .with(dhcpLimits()),
                listeners,
                clock,
                new DhcpProgress(reporter, this::publishLease, meters));
        this.dhcp6 = Dhcp6Server.open(
                Dhcp6Settings.of(settings.data().resolve("dhcp6/leases"), dhcp6Policy(httpPort)),
                listeners,
                clock,
                new Dhcp6Progress(reporter, this::publishLease, meters));
        var answers = new BootAnswers(
                new RestRegionBoot(region.client(), region.membership()::credentials),
                lastAnswers,
                BootAnswers.Limits.DEFAULT,
                clock,
                new BootAnswerProgress(reporter, meters));
        var configs = new MachineConfigs(uuid(), answers, clock);
        this.snapshots = new BootSnapshots(images, httpPort, settings.boot().imagesOverHttp());
        var routes = TftpRoutes.of(
                new ConfigRoute(PxelinuxPath::parse, PxelinuxConfig::render, configs, snapshots),
                new ConfigRoute(GrubPath::parse, GrubConfig::render, configs, snapshots),
                new GrubEntry(),
                new FileRoute(path ->
                        images.place(path).map(place -> new FileRoute.Folders.Place(place.folder(), place.path()))));
        var tftpEvents = new TftpProgress(reporter, meters);
        this.subnets = opened(new ServedSubnets(
                dhcp, dhcp6, new Advertisers(), (device, address) -> startTftp(device, address, routes, tftpEvents)));
        var httpEvents = new HttpProgress(reporter, meters);
        this.http = opened(new NodeHttp(
                vertx,
                images,
                new NodeHttp.Collaborators(
                        new RegionOverHttp(region),
                        new LeaseAttestation(this::macOf, ArpTable.OF_KERNEL),
                        httpEvents,
                        new IpxeScripts(configs, snapshots),
                        httpEvents),
                ProtocolLimits.Http.limits(settings.limits().http())));
        this.power = opened(new PowerDesk(
                PowerDrivers.of(new PowerNeighbours(dhcp, clock), subnets::now),
                new RestPowerOrders(region.client(), region.membership()::credentials),
                this::publishPower,
                PowerSettings.limits(settings.power()),
                clock));
    }

    /// Opens the ports. Machines are served from here on, as soon as there is a configuration.
    void start() throws IOException {
        if (images.current().isEmpty()) {
            LOG.warn(images.missing());
        }
        opened(IscsiTarget.start(
                listeners, iscsiConfig(), snapshots, new IscsiProgress(reporter, this::macOf, meters)));
        var forwarding = new SyslogForwarding(uuid(), this::macOf, this::publishLog, meters);
        opened(SyslogReceiver.start(
                listeners, SyslogReceiverSettings.receiver(settings), clock, forwarding, forwarding));
        region.start();
    }

    NodeHttp http() {
        return http;
    }

    RegionLink region() {
        return region;
    }

    ImageStore images() {
        return images;
    }

    /// Subnets in which machines can boot now.
    int servedSubnets() {
        return subnets.count();
    }

    int leases() {
        return dhcp.leases().size();
    }

    int ipv6Leases() {
        return dhcp6.leases().size();
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                LOG.warnf("while stopping: %s", e.getMessage());
            }
        }
    }

    private UUID uuid() {
        return region.membership().credentials().uuid();
    }

    private TftpServer startTftp(String device, String own, TftpRoutes routes, TftpProgress events) throws IOException {
        var address = new InetSocketAddress(own, settings.ports().tftp());
        var config = ProtocolLimits.Tftp.server(settings.limits().tftp(), address, device);
        return TftpServer.start(listeners, config, routes, this::macOf, events);
    }

    private DhcpLimits dhcpLimits() {
        var dhcp = settings.dhcp();
        return new DhcpLimits(dhcp.leasesPerMac(), dhcp.offerHold(), dhcp.quarantine(), knownMachines::contains);
    }

    private PolicySettings dhcp6Policy(int httpPort) {
        var boot = settings.boot();
        var limits = settings.dhcp();
        return new PolicySettings(
                Duid.of(uuid()),
                new BootUrls(httpPort, boot.ipxeScript(), boot.files()),
                limits.offerHold(),
                limits.quarantine(),
                limits.leasesPerMac());
    }

    private static BootFiles bootFiles(ClusterSettings.Boot boot, int httpPort) {
        return new BootFiles(httpPort, boot.pathPrefix().orElse(""), boot.ipxeScript(), boot.files());
    }

    private Optional<MacAddress> macOf(InetAddress address) {
        return address instanceof Inet4Address v4
                ? dhcp.macOf(v4)
                : Ipv6Address.of(address).flatMap(dhcp6::macOf);
    }

    private IscsiConfig iscsiConfig() throws IOException {
        IscsiSettings iscsi = settings.iscsi();
        var overlays = new IscsiOverlays(
                iscsi.writes(),
                settings.data().resolve("iscsi"),
                iscsi.overlayBytes(),
                iscsi.overlayAge(),
                address -> macOf(address).map(MacAddress::value));
        var limits = new IscsiLimits(
                iscsi.sessions(),
                iscsi.sessionsPerClient(),
                iscsi.loginTimeout(),
                iscsi.keepAlive(),
                iscsi.maxDataSegment(),
                iscsi.commands());
        var address = new InetSocketAddress(settings.ports().iscsi());
        var config = IscsiConfig.at(address).with(limits).with(overlays).withReservations(iscsi.reservations());
        return IscsiSettings.chap(iscsi).map(config::with).orElse(config);
    }

    private void publishLease(Lease lease) {
        publish(new LeaseRecord(uuid(), lease.mac(), lease.address().toString(), lease.expires()));
    }

    private void publishLease(Binding lease) {
        var mac = lease.holder().mac();
        if (mac != null) {
            publish(new LeaseRecord(uuid(), mac, lease.address().toString(), lease.until()));
        }
    }

    private void publish(LeaseRecord record) {
        region.publisher().publish(Topics.LEASE, uuid() + "/" + record.address(), record);
    }

    private void publishPower(PowerResult result) {
        Counter.builder("muster.power.commands")
                .description("Power commands that were carried out, or failed")
                .tag("action", result.action().wireName())
                .tag("outcome", result.ok() ? "ok" : "failed")
                .register(meters)
                .increment();
        region.publisher().publish(Topics.POWER_RESULT, result.systemId(), result);
    }

    private void publishLog(NodeLogLine line) {
        String key = line.mac() == null ? line.address() : line.mac().value();
        region.publisher().publish(Topics.NODE_LOG, key, line);
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }

    private final class FromRegion implements RegionLink.Listener {
        @Override
        public void configured(ClusterConfig config) {
            subnets.apply(config);
        }

        @Override
        public void bootAnswer(CachedBootAnswer answer, Instant publishedAt) throws IOException {
            lastAnswers.published(answer, publishedAt);
            if (answer.answer() == null) {
                knownMachines.remove(answer.mac());
            } else {
                knownMachines.add(answer.mac());
            }
        }

        @Override
        public void powerCommand(PowerCommand command) {
            power.take(command);
        }
    }
}
