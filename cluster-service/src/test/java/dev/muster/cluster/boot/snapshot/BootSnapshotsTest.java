package dev.muster.cluster.boot.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.boot.loader.RootDisk.OverHttp;
import dev.muster.cluster.boot.loader.RootDisk.OverIscsi;
import dev.muster.cluster.images.ImageStore;
import dev.muster.cluster.iscsi.session.ChapSecrets.Credential;
import dev.muster.model.image.ImageName;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootSnapshotsTest {
    private static final String OLD = "snapshot-20261120-080000";
    private static final String NEW = "snapshot-20261122-100000";
    private static final ImageName BOOKWORM = new ImageName("debian", "amd64", "generic", "bookworm", "release");
    private static final InetAddress MACHINE = InetAddress.ofLiteral("10.0.0.9");
    private static final InetAddress ANOTHER = InetAddress.ofLiteral("10.0.0.10");

    @TempDir
    private Path root;

    private final Map<InetAddress, Credential> secrets = new HashMap<>();
    private final List<BootSnapshots> opened = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (var snapshots : opened) {
            snapshots.close();
        }
    }

    @Test
    void pathsNameTheSnapshotThatIsCurrentWhenTheConfigurationIsWorded() throws IOException {
        publish(OLD, "root-image");
        var images = snapshots(false).forMachine(MACHINE);
        publish(NEW, "root-image");
        assertThat(images.of(BOOKWORM).folder()).isEqualTo(OLD + "/" + BOOKWORM.path());
        assertThat(images.of(BOOKWORM).root()).isEqualTo(new OverIscsi(Optional.empty()));
        assertThat(snapshots(false).forMachine(MACHINE).of(BOOKWORM).folder()).startsWith(NEW + "/");
    }

    @Test
    void withoutASnapshotThePathsNameNone() throws IOException {
        assertThat(snapshots(true).forMachine(MACHINE).of(BOOKWORM).folder()).isEqualTo(BOOKWORM.path());
    }

    @Test
    void initiatorGetsTheDiskOfTheSnapshotThatItsConfigurationNamed() throws IOException {
        publish(OLD, "root-image");
        var snapshots = snapshots(false);
        snapshots.forMachine(MACHINE);
        publish(NEW, "root-image");
        assertThat(snapshots.image(BOOKWORM.iscsiName(), MACHINE)).hasValue(disk(OLD));
        assertThat(snapshots.image(BOOKWORM.iscsiName(), ANOTHER)).hasValue(disk(NEW));
        snapshots.forMachine(MACHINE);
        assertThat(snapshots.image(BOOKWORM.iscsiName(), MACHINE)).hasValue(disk(NEW));
    }

    @Test
    void initiatorWhoseSnapshotIsGoneGetsNoOtherDisk() throws IOException {
        publish(OLD, "root-image");
        var snapshots = snapshots(false);
        snapshots.forMachine(MACHINE);
        publish(NEW, "root-image");
        Files.move(root.resolve(OLD), root.resolve("removed"));
        assertThat(snapshots.image(BOOKWORM.iscsiName(), MACHINE)).isEmpty();
    }

    @Test
    void chosenImageIsDownloadedWithItsDigest() throws IOException {
        publish(OLD, "root-image", "squashfs");
        assertThat(snapshots(true).forMachine(MACHINE).of(BOOKWORM).root())
                .isEqualTo(new OverHttp(
                        5248, "/images/" + OLD + "/" + BOOKWORM.path() + "/squashfs", Optional.of("cd".repeat(32))));
        assertThat(snapshots(false).forMachine(MACHINE).of(BOOKWORM).root()).isEqualTo(new OverIscsi(Optional.empty()));
    }

    @Test
    void whatAnImageHasCountsMoreThanTheChoice() throws IOException {
        publish(OLD, "root-image");
        assertThat(snapshots(true).forMachine(MACHINE).of(BOOKWORM).root()).isEqualTo(new OverIscsi(Optional.empty()));
        publish(NEW, "squashfs");
        assertThat(snapshots(false).forMachine(MACHINE).of(BOOKWORM).root()).isInstanceOf(OverHttp.class);
    }

    @Test
    void aConfigurationHasOneSecretOfItsMachine() throws IOException {
        publish(OLD, "root-image");
        var snapshots = snapshots(false);
        secrets.put(MACHINE, new Credential("boot-1", "1f".repeat(16)));
        var configuration = snapshots.forMachine(MACHINE);
        secrets.put(MACHINE, new Credential("boot-2", "2f".repeat(16)));

        var first = new OverIscsi(Optional.of(new Credential("boot-1", "1f".repeat(16))));
        assertThat(configuration.of(BOOKWORM).root()).isEqualTo(first);
        assertThat(configuration.of(BOOKWORM).root()).isEqualTo(first);
        assertThat(snapshots.forMachine(ANOTHER).of(BOOKWORM).root()).isEqualTo(new OverIscsi(Optional.empty()));
        assertThat(configuration.of(BOOKWORM)).asString().doesNotContain("1f1f");
    }

    private Optional<Credential> secret(InetAddress machine) {
        return Optional.ofNullable(secrets.get(machine));
    }

    private BootSnapshots snapshots(boolean rootOverHttp) throws IOException {
        var settings = new BootSnapshots.Settings(root.resolve("choices" + opened.size()), 5248, _ -> rootOverHttp);
        var snapshots = BootSnapshots.open(new ImageStore(root), this::secret, settings, InstantSource.system());
        opened.add(snapshots);
        return snapshots;
    }

    private Path disk(String snapshot) throws IOException {
        return root.toRealPath().resolve(snapshot).resolve(BOOKWORM.path()).resolve("root-image");
    }

    private void publish(String name, String... roots) throws IOException {
        Path image = Files.createDirectories(root.resolve(name).resolve(BOOKWORM.path()));
        for (String file : List.of("boot-kernel", "boot-initrd")) {
            Files.writeString(image.resolve(file), file);
        }
        for (String file : roots) {
            Files.writeString(image.resolve(file), file);
        }
        Files.writeString(
                root.resolve(name).resolve("manifest.sha256"), "cd".repeat(32) + "  " + BOOKWORM.path() + "/squashfs");
        Files.deleteIfExists(root.resolve("current"));
        Files.createSymbolicLink(root.resolve("current"), Path.of(name));
    }
}
