package dev.muster.cluster;

import dev.muster.cluster.boot.BootAnswers;
import dev.muster.cluster.boot.BootSettings;
import dev.muster.cluster.boot.DiskBootAnswerCache;
import dev.muster.cluster.boot.grub.GrubConfig;
import dev.muster.cluster.boot.grub.GrubEntry;
import dev.muster.cluster.boot.grub.GrubPath;
import dev.muster.cluster.boot.ipxe.IpxeScripts;
import dev.muster.cluster.boot.loader.ConfigRoute;
import dev.muster.cluster.boot.loader.MachineConfigs;
import dev.muster.cluster.boot.progress.BootAnswerProgress;
import dev.muster.cluster.boot.progress.MacTable;
import dev.muster.cluster.boot.progress.TftpProgress;
import dev.muster.cluster.boot.pxelinux.PxelinuxConfig;
import dev.muster.cluster.boot.pxelinux.PxelinuxPath;
import dev.muster.cluster.boot.secret.BootSecrets;
import dev.muster.cluster.boot.snapshot.BootSnapshots;
import dev.muster.cluster.http.Attestation;
import dev.muster.cluster.images.ImageStore;
import dev.muster.cluster.region.RestRegionBoot;
import dev.muster.cluster.tftp.FileRoute;
import dev.muster.cluster.tftp.TftpRoutes;
import dev.muster.cluster.tftp.server.TftpServer;
import dev.muster.cluster.tftp.server.TftpSettings;
import dev.muster.model.boot.CachedBootAnswer;
import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What machines are told to boot: the region's answers, worded for each loader, and the files of one snapshot.
final class Booting implements AutoCloseable {
    private final Ground ground;
    private final DiskBootAnswerCache lastAnswers;
    private final BootSecrets secrets;
    private final BootSnapshots snapshots;
    private final MachineConfigs configs;
    private final TftpRoutes tftpRoutes;
    private final TftpProgress tftpEvents;

    /// Those that the region has boot answers for.
    private final Set<MacAddress> known = ConcurrentHashMap.newKeySet();

    /// @param machines who asks, and whose a secret is to be
    Booting(Ground ground, ImageStore images, Attestation machines) throws IOException {
        this.ground = ground;
        var settings = ground.settings();
        var region = ground.region();
        this.lastAnswers = new DiskBootAnswerCache(settings.data("boot-answers"), ground.json());
        var answers = new BootAnswers(
                new RestRegionBoot(region.client(), region.membership()::credentials, machines::asking),
                lastAnswers,
                BootAnswers.Limits.DEFAULT,
                ground.clock(),
                new BootAnswerProgress(ground.reporter(), machines::macOf, ground.meters()));
        this.configs = new MachineConfigs(ground.uuid(), answers, ground.clock());
        this.secrets = BootSecrets.open(settings.data("boot-secrets"), ground.clock());
        this.snapshots = BootSnapshots.open(
                images,
                settings.iscsi.chapRequired()
                        ? address -> machines.attested(address).map(secrets::issue)
                        : _ -> Optional.empty(),
                new BootSnapshots.Settings(
                        settings.data("boot-snapshots/chosen"),
                        ground.httpPort(),
                        BootSettings.imagesOverHttp(settings.boot)),
                ground.clock());
        this.tftpRoutes = TftpRoutes.of(
                new ConfigRoute(PxelinuxPath::parse, PxelinuxConfig::render, configs, snapshots),
                new ConfigRoute(GrubPath::parse, GrubConfig::render, configs, snapshots),
                new GrubEntry(),
                new FileRoute(path ->
                        images.place(path).map(place -> new FileRoute.Folders.Place(place.folder(), place.path()))));
        this.tftpEvents = new TftpProgress(ground.reporter(), ground.meters());
    }

    /// What the region published for a machine.
    void answered(CachedBootAnswer answer, Instant publishedAt) throws IOException {
        lastAnswers.published(answer, publishedAt);
        if (answer.answer() == null) {
            known.remove(answer.mac());
        } else {
            known.add(answer.mac());
        }
    }

    boolean isKnown(MacAddress machine) {
        return known.contains(machine);
    }

    /// What machines prove by that they boot.
    BootSecrets secrets() {
        return secrets;
    }

    /// The disks that machines log into.
    BootSnapshots disks() {
        return snapshots;
    }

    IpxeScripts scripts() {
        return new IpxeScripts(configs, snapshots);
    }

    TftpServer overTftp(String device, String own, MacTable macs) throws IOException {
        var settings = ground.settings();
        var address = new InetSocketAddress(own, settings.tftpPort.tftp());
        var config = TftpSettings.server(settings.tftp, address, device);
        return TftpServer.start(ground.listeners(), config, tftpRoutes, macs::macOf, tftpEvents);
    }

    @Override
    public void close() throws IOException {
        try (secrets) {
            snapshots.close();
        }
    }
}
