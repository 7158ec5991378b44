package dev.muster.cluster.boot.snapshot;

import dev.muster.cluster.boot.loader.BootImage;
import dev.muster.cluster.boot.loader.BootImages;
import dev.muster.cluster.boot.loader.RootDisk.OverHttp;
import dev.muster.cluster.boot.loader.RootDisk.OverIscsi;
import dev.muster.cluster.images.ImageStore;
import dev.muster.cluster.images.Snapshot;
import dev.muster.cluster.iscsi.IscsiTargets;
import dev.muster.cluster.iscsi.session.ChapSecrets.Credential;
import dev.muster.cluster.journal.Journal;
import dev.muster.cluster.journal.LastEntries;
import dev.muster.model.image.ImageName;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/// One snapshot for kernel, initrd and root of a boot: chosen when the configuration is worded, named by its paths,
/// and remembered for the machine's iSCSI login, whose target name (MAAS's) does not tell it.
///
/// A machine whose snapshot was removed meanwhile gets no disk: one that it runs from must not change under it. For
/// initiators that no configuration was made for the current snapshot counts. What is remembered outlives the process:
/// nobody waits for the disk, which has seconds before the root is asked for.
public final class BootSnapshots implements BootImages.Chosen, IscsiTargets, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(BootSnapshots.class);

    /// A choice that is made again is written again only after this time.
    private static final Duration SAME = Duration.ofHours(1);

    private static final int MOST_MACHINES = 10_000;

    private final ImageStore images;
    private final int httpPort;
    private final Predicate<ImageName> rootOverHttp;
    private final Function<InetAddress, Optional<Credential>> secrets;
    private final Journal<Choice, LastEntries<InetAddress, Choice>> journal;
    private final LastEntries<InetAddress, Choice> choices;
    private final InstantSource clock;

    private BootSnapshots(
            ImageStore images,
            Function<InetAddress, Optional<Credential>> secrets,
            Settings settings,
            Journal<Choice, LastEntries<InetAddress, Choice>> journal,
            InstantSource clock) {
        this.images = images;
        this.secrets = secrets;
        this.httpPort = settings.httpPort();
        this.rootOverHttp = settings.rootOverHttp();
        this.journal = journal;
        this.choices = journal.kept();
        this.clock = clock;
    }

    /// @param journal file of what was chosen; its directory is made
    /// @param rootOverHttp which images are downloaded as a whole, where they can be
    public record Settings(Path journal, int httpPort, Predicate<ImageName> rootOverHttp) {}

    /// Reads back what was chosen.
    ///
    /// @param secrets makes a machine's secret for the target, where it needs one
    /// @throws IOException if the journal cannot be had or is another process's
    public static BootSnapshots open(
            ImageStore images,
            Function<InetAddress, Optional<Credential>> secrets,
            Settings settings,
            InstantSource clock)
            throws IOException {
        var journal = Journal.open(
                settings.journal(), new ChoiceRecords(), new LastEntries<>(MOST_MACHINES, Choice::machine));
        return new BootSnapshots(images, secrets, settings, journal, clock);
    }

    @Override
    public BootImages forMachine(InetAddress machine) {
        var current = images.current();
        if (current.isEmpty()) {
            return BootImage::unnamed; // nothing to choose from; TFTP is silent, HTTP says "later"
        }
        Snapshot snapshot = current.get();
        remember(machine, snapshot.name());
        var overIscsi = new OverIscsi(secrets.apply(machine));
        return name -> image(snapshot, name, overIscsi);
    }

    @Override
    public boolean isMissing(ImageName name) {
        return images.current()
                .filter(snapshot -> !snapshot.images().contains(name))
                .isPresent();
    }

    private BootImage image(Snapshot snapshot, ImageName name, OverIscsi overIscsi) {
        String folder = snapshot.name() + "/" + name.path();
        var squashfs = snapshot.squashfs(name);
        boolean overHttp = squashfs.isPresent()
                && (rootOverHttp.test(name) || snapshot.rootImage(name).isEmpty());
        return overHttp
                ? new BootImage(
                        name,
                        folder,
                        new OverHttp(
                                httpPort,
                                "/images/" + folder + "/squashfs",
                                squashfs.get().sha256()))
                : new BootImage(name, folder, overIscsi);
    }

    @Override
    public Optional<Path> image(String iqn) {
        return images.rootImage(iqn);
    }

    @Override
    public Optional<Path> image(String iqn, InetAddress initiator) {
        var choice = chosen(initiator, clock.instant());
        return choice.isPresent()
                ? images.snapshot(choice.get().snapshot()).flatMap(found -> found.rootImage(iqn))
                : images.rootImage(iqn);
    }

    @Override
    public List<String> names() {
        return images.iscsiNames();
    }

    private Optional<Choice> chosen(InetAddress machine, Instant now) {
        return choices.of(machine).filter(choice -> !choice.isOver(now));
    }

    private void remember(InetAddress machine, String snapshot) {
        var choice = new Choice(machine, snapshot, clock.instant());
        var before = chosen(machine, choice.at());
        boolean same = before.isPresent()
                && before.get().snapshot().equals(snapshot)
                && choice.at().isBefore(before.get().at().plus(SAME));
        if (same) {
            return;
        }
        choices.put(choice);
        if (!journal.append(choice, _ -> {})) {
            LOG.warnf("%s: its snapshot is forgotten at a restart: too much waits for the disk", machine);
        }
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
