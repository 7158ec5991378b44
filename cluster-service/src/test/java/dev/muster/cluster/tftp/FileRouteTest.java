package dev.muster.cluster.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.tftp.FileRoute.Folders;
import dev.muster.cluster.tftp.Resolution.Found;
import dev.muster.cluster.tftp.Resolution.Later;
import dev.muster.cluster.tftp.Resolution.NotFound;
import dev.muster.cluster.tftp.Resolution.Silent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRouteTest {
    private static final InetAddress SERVER = InetAddress.ofLiteral("10.0.0.1");

    @TempDir
    private Path folder;

    private Optional<Path> current = Optional.empty();
    private final FileRoute route = new FileRoute(path -> current.map(folder -> new Folders.Place(folder, path)));

    @Test
    void withoutASnapshotTheClientHearsNothingAndAsksAgain() throws Exception {
        assertThat(resolve("pxelinux.0")).isInstanceOf(Silent.class);
    }

    @Test
    void loaderInAFolderOfItsOwnFindsTheFilesOutsideOfIt() throws Exception {
        current = Optional.of(folder);
        Files.writeString(folder.resolve("boot-kernel"), "kernel");
        assertThat(resolve("efi64/boot-kernel")).isInstanceOf(Found.class);
        assertThat(resolve("boot-kernel")).isInstanceOf(Found.class);
        assertThat(resolve("other/boot-kernel")).isInstanceOf(NotFound.class);
        assertThat(resolve("efi64/boot-initrd")).isInstanceOf(NotFound.class);
    }

    private Resolution resolve(String path) throws Exception {
        var request = new TftpRequest(path, new InetSocketAddress(SERVER, 2070), SERVER, Optional.empty());
        var resolution = route.resolve(request).orElseThrow();
        return resolution instanceof Later(var work) ? work.call() : resolution;
    }
}
