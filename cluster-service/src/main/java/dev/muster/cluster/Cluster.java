package dev.muster.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.cluster.boot.progress.HttpProgress;
import dev.muster.cluster.boot.progress.IscsiProgress;
import dev.muster.cluster.boot.progress.PowerCounts;
import dev.muster.cluster.boot.progress.SyslogForwarding;
import dev.muster.cluster.disk.DiskReserve;
import dev.muster.cluster.http.HttpSettings;
import dev.muster.cluster.http.NodeHttp;
import dev.muster.cluster.images.ImageStore;
import dev.muster.cluster.iscsi.IscsiSettings;
import dev.muster.cluster.iscsi.server.IscsiTarget;
import dev.muster.cluster.net.ArpTable;
import dev.muster.cluster.power.PowerDesk;
import dev.muster.cluster.power.PowerSettings;
import dev.muster.cluster.power.driver.PowerDrivers;
import dev.muster.cluster.ra.Advertisers;
import dev.muster.cluster.region.RegionLink;
import dev.muster.cluster.region.RestPowerOrders;
import dev.muster.cluster.syslog.SyslogLimitSettings;
import dev.muster.cluster.syslog.SyslogSettings;
import dev.muster.cluster.syslog.server.SyslogReceiver;
import dev.muster.model.boot.CachedBootAnswer;
import dev.muster.model.cluster.ClusterConfig;
import dev.muster.model.node.MacAddress;
import dev.muster.model.power.PowerCommand;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jboss.logging.Logger;

/// The cluster put together: every server, and what they tell each other. Read this first to see who knows whom; how
/// a part is made out of the settings is beside it, in [Addressing] and [Booting], or in the part's own settings.
final class Cluster implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Cluster.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Ground ground;
    private final DiskWatch disk;
    private final ImageStore images;
    private final Booting booting;
    private final Addressing addressing;
    private final LeaseAttestation attestation;
    private final ServedSubnets subnets;
    private final NodeHttp http;
    private final PowerDesk power;

    Cluster(Settings settings, int httpPort, ObjectMapper json, MeterRegistry meters, Vertx vertx) throws IOException {
        ground = Ground.of(settings, httpPort, json, meters, new FromRegion());
        opened(ground.listeners());
        opened(ground.region());
        disk = opened(DiskWatch.start(ground.disk(), settings.cluster.data(), ground.reporter(), meters));
        images = new ImageStore(settings.cluster.images());
        attestation = new LeaseAttestation(this::leased, this::vouched, ArpTable.OF_KERNEL);
        booting = opened(new Booting(ground, images, attestation));
        addressing = Addressing.open(ground, booting::isKnown);
        subnets = opened(new ServedSubnets(
                addressing.dhcp(),
                addressing.dhcp6(),
                new Advertisers(),
                (device, address) -> booting.overTftp(device, address, addressing::macOf)));
        http = opened(overHttp(vertx));
        power = opened(powerDesk());
    }

    /// Opens the ports. Machines are served from here on, as soon as there is a configuration.
    void start() throws IOException {
        if (images.current().isEmpty()) {
            LOG.warn(images.missing());
        }
        var settings = ground.settings();
        opened(IscsiTarget.start(
                ground.listeners(),
                IscsiSettings.target(settings.iscsi, settings.iscsiPort, settings.data("iscsi"), ground.disk())
                        .attestedBy(attestation::attested)
                        .with(booting.secrets()),
                booting.disks(),
                new IscsiProgress(ground.reporter(), addressing::macOf, ground.meters())));
        var lines = new SyslogForwarding(ground.uuid(), addressing::macOf, ground.news()::log, ground.meters());
        opened(SyslogReceiver.start(
                SyslogSettings.receiver(
                        settings.syslog,
                        SyslogLimitSettings.limits(settings.syslogLimits)
                                .fittingInto(Runtime.getRuntime().maxMemory()),
                        settings.syslogPorts,
                        settings.data("logs")),
                new SyslogReceiver.Collaborators(ground.listeners(), ground.clock(), disk.reserve(), lines, lines)));
        ground.region().start(addressing.leases());
    }

    private NodeHttp overHttp(Vertx vertx) {
        var events = new HttpProgress(ground.reporter(), ground.meters());
        var collaborators = new NodeHttp.Collaborators(
                new RegionOverHttp(ground.region()), attestation, events, booting.scripts(), events);
        var limits = HttpSettings.limits(ground.settings().http);
        return new NodeHttp(vertx, images, collaborators, limits);
    }

    private PowerDesk powerDesk() {
        var region = ground.region();
        return new PowerDesk(
                PowerDrivers.of(new PowerNeighbours(addressing.dhcp()), subnets::now),
                new RestPowerOrders(region.client(), region.membership()::credentials),
                new PowerCounts(ground.meters(), ground.news()::power),
                PowerSettings.limits(ground.settings().power),
                ground.clock());
    }

    /// For what is made before the leases are read; nothing is served until then.
    private Optional<MacAddress> leased(InetAddress address) {
        return addressing.macOf(address);
    }

    private Optional<MacAddress> vouched(Inet4Address address) {
        return addressing.vouchedAt(address, ground.settings().cluster.relayedMachines());
    }

    NodeHttp http() {
        return http;
    }

    RegionLink region() {
        return ground.region();
    }

    ImageStore images() {
        return images;
    }

    DiskReserve.State disk() {
        return disk.reserve().state();
    }

    /// Subnets in which machines can boot now.
    int servedSubnets() {
        return subnets.count();
    }

    int leases() {
        return addressing.dhcp().leaseCount();
    }

    int ipv6Leases() {
        return addressing.dhcp6().leaseCount();
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
            booting.answered(answer, publishedAt);
        }

        @Override
        public void powerCommand(PowerCommand command) {
            power.take(command);
        }
    }
}
