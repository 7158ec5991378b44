package dev.muster.cluster.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.image.ImageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageStoreTest {
    private static final String OLD = "snapshot-20261120-080000";
    private static final String NEW = "snapshot-20261122-100000";
    private static final ImageName BOOKWORM = new ImageName("debian", "amd64", "generic", "bookworm", "release");

    @TempDir
    Path root;

    private ImageStore store;

    @BeforeEach
    void makeStore() {
        store = new ImageStore(root);
    }

    @Test
    void emptyDirectorySaysHowToBuildAnImage() {
        assertThat(store.current()).isEmpty();
        assertThat(store.file("pxelinux.0")).isEmpty();
        assertThat(store.iscsiNames()).isEmpty();
        assertThat(store.missing()).startsWith("no image snapshot in " + root).contains("build-ephemeral");
    }

    @Test
    void danglingLinkIsNoImage() throws IOException {
        Files.createSymbolicLink(root.resolve("current"), Path.of(OLD));

        assertThat(store.current()).isEmpty();
    }

    @Test
    void currentIsTheRealSnapshotAndIsReadOnce() throws IOException {
        publish(OLD);

        Snapshot first = store.current().orElseThrow();

        assertThat(first.directory()).isEqualTo(root.toRealPath().resolve(OLD));
        assertThat(first.name()).isEqualTo(OLD);
        assertThat(store.current().orElseThrow()).isSameAs(first);
    }

    @Test
    void movedLinkIsSeenAndTheOldSnapshotStaysReadable() throws IOException {
        publish(OLD);
        Snapshot before = store.current().orElseThrow();
        publish(NEW);

        assertThat(store.current().orElseThrow().name()).isEqualTo(NEW);
        assertThat(store.file("pxelinux.0").orElseThrow().snapshot()).isEqualTo(NEW);
        assertThat(before.file("pxelinux.0").orElseThrow().snapshot()).isEqualTo(OLD);
        assertThat(store.file(OLD + "/pxelinux.0").orElseThrow().snapshot()).isEqualTo(OLD);
    }

    @Test
    void imagesAreTheFoldersWithKernelInitrdAndRoot() throws IOException {
        publish(OLD);
        Files.createDirectories(root.resolve(OLD).resolve("debian/i386/generic/bookworm/release"));

        assertThat(store.current().orElseThrow().images()).containsExactly(BOOKWORM);
    }

    @Test
    void iscsiNameLeadsToTheRootImage() throws IOException {
        publish(OLD);
        String name = "iqn.2004-05.com.ubuntu:maas:ephemeral-debian-amd64-generic-bookworm-release";

        assertThat(store.iscsiNames()).containsExactly(name);
        assertThat(store.rootImage(name))
                .hasValue(
                        root.toRealPath().resolve(OLD).resolve(BOOKWORM.path()).resolve("root-image"));
        assertThat(store.rootImage("iqn.2004-05.com.ubuntu:maas:other")).isEmpty();
    }

    @Test
    void placeLeadsIntoTheSnapshotThatThePathNamesOrIntoTheCurrentOne() throws IOException {
        publish(OLD);
        publish(NEW);

        assertThat(store.place("pxelinux.0"))
                .hasValue(new ImageStore.Place(root.toRealPath().resolve(NEW), "pxelinux.0"));
        assertThat(store.place(OLD + "/pxelinux.0")).hasValue(new ImageStore.Place(root.resolve(OLD), "pxelinux.0"));
        assertThat(store.snapshot(OLD).orElseThrow().name()).isEqualTo(OLD);
        assertThat(store.snapshot("snapshot-20000101-000000")).isEmpty();
        assertThat(store.snapshot("../" + OLD)).isEmpty();
    }

    @Test
    void anImageWithNothingButASquashfsHasNoIscsiName() throws IOException {
        publish(OLD);
        Path folder = root.resolve(OLD).resolve(BOOKWORM.path());
        Files.move(folder.resolve("root-image"), folder.resolve("squashfs"));

        Snapshot snapshot = new ImageStore(root).current().orElseThrow();
        assertThat(snapshot.images()).containsExactly(BOOKWORM);
        assertThat(snapshot.rootImage(BOOKWORM)).isEmpty();
        assertThat(snapshot.squashfs(BOOKWORM)).isPresent();
        assertThat(new ImageStore(root).iscsiNames()).isEmpty();
    }

    @Test
    void manifestGivesTheDigest() throws IOException {
        publish(OLD);

        assertThat(store.file("pxelinux.0").flatMap(ImageFile::sha256)).hasValue("ab".repeat(32));
        assertThat(store.file("manifest.sha256").flatMap(ImageFile::sha256)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                ".",
                "..",
                "../secret",
                "debian/../../secret",
                "debian/../pxelinux.0",
                "/etc/passwd",
                "pxelinux.0\0.txt",
                "..\\secret",
                "debian//amd64",
                "debian",
                "way-out",
                "out/secret",
                "current/pxelinux.0",
                "snapshot-20261120-080000/../../secret",
                "snapshot-20261120-080000/",
                "snapshot-20000101-000000/pxelinux.0"
            })
    void pathThatLeadsOutOrNowhereIsRefused(String path) throws IOException {
        publish(OLD);
        Files.writeString(root.resolve("secret"), "secret");
        Files.createSymbolicLink(root.resolve(OLD).resolve("way-out"), root.resolve("secret"));
        Files.createSymbolicLink(root.resolve(OLD).resolve("out"), root);

        assertThat(store.resolve(path)).isEmpty();
    }

    @Test
    void linkInsideTheSnapshotIsFollowed() throws IOException {
        publish(OLD);
        Files.createSymbolicLink(root.resolve(OLD).resolve("loader"), Path.of("pxelinux.0"));

        assertThat(store.resolve("loader"))
                .isEqualTo(Optional.of(root.toRealPath().resolve(OLD).resolve("pxelinux.0")));
    }

    private void publish(String name) throws IOException {
        Path image = root.resolve(name).resolve(BOOKWORM.path());
        Files.createDirectories(image);
        for (String file : new String[] {"boot-kernel", "boot-initrd", "root-image"}) {
            Files.writeString(image.resolve(file), file);
        }
        Files.writeString(root.resolve(name).resolve("pxelinux.0"), "loader of " + name);
        Files.writeString(
                root.resolve(name).resolve("manifest.sha256"), "ab".repeat(32) + "  pxelinux.0\nnot a line\n");
        Files.deleteIfExists(root.resolve("current"));
        Files.createSymbolicLink(root.resolve("current"), Path.of(name));
    }
}
