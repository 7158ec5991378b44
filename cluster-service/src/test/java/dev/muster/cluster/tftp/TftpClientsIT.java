package dev.muster.cluster.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.net.Listeners;
import dev.muster.cluster.tftp.server.TftpServer;
import dev.muster.cluster.tftp.server.TftpServerConfig;
import dev.muster.testing.Requirements;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Debian's TFTP clients fetch files over loopback.
@Timeout(120)
class TftpClientsIT {
    /// Debian's packages that have the clients.
    private static final String PACKAGES = "tftp-hpa, curl, busybox";

    @TempDir
    Path folder;

    private Path served;
    private Listeners listeners;
    private TftpServer server;

    @BeforeEach
    void start() throws IOException {
        served = Files.createDirectory(folder.resolve("served"));
        listeners = new Listeners(1);
        server = TftpServer.start(
                listeners,
                TftpServerConfig.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                TftpRoutes.of(new FileRoute(path -> Optional.of(new FileRoute.Folders.Place(served, path)))),
                MacLookup.NONE,
                TftpEvents.NONE);
    }

    @AfterEach
    void stop() {
        server.close();
        listeners.close();
    }

    /// A client's name and its command line.
    private interface Command {
        List<String> of(String host, String port, String file, String target);
    }

    static Stream<Arguments> fetches() {
        Command hpa =
                (host, port, file, target) -> List.of("tftp", "-m", "binary", host, port, "-c", "get", file, target);
        Command hpaText =
                (host, port, file, target) -> List.of("tftp", "-m", "netascii", host, port, "-c", "get", file, target);
        Command curl = (host, port, file, target) ->
                List.of("curl", "-sS", "-o", target, "tftp://" + host + ":" + port + "/" + file);
        Command curlLarge = (host, port, file, target) -> List.of(
                "curl", "-sS", "--tftp-blksize", "1428", "-o", target, "tftp://" + host + ":" + port + "/" + file);
        Command busybox = (host, port, file, target) ->
                List.of("busybox", "tftp", "-g", "-r", file, "-l", target, "-b", "1468", host, port);
        return Stream.of(0, 1, 511, 512, 1024, 42_000, 14_000_000)
                .flatMap(size -> Stream.of(
                        Arguments.of("tftp-hpa", hpa, size),
                        Arguments.of("curl", curl, size),
                        Arguments.of("curl, large blocks", curlLarge, size),
                        Arguments.of("busybox", busybox, size),
                        Arguments.of("tftp-hpa, netascii", hpaText, Math.min(size, 42_000))));
    }

    @ParameterizedTest(name = "{0}, {2} octets")
    @MethodSource("fetches")
    void fileArrivesAsItIs(String client, Command command, int size) throws Exception {
        var address = server.address();
        var target = folder.resolve("fetched");
        var line = command.of(
                address.getAddress().getHostAddress(),
                Integer.toString(address.getPort()),
                "images/boot-kernel",
                target.toString());
        var program = new ClientProgram(line, folder);
        Requirements.need(program.isInstalled(), line.getFirst() + " is not installed (" + PACKAGES + ")");
        Path source = write(size);
        assertThat(program.run()).isEqualTo("exit 0");
        assertThat(target).hasSameBinaryContentAs(source);
    }

    private Path write(int size) throws IOException {
        var octets = new byte[size];
        new Random(size).nextBytes(octets);
        Path file = served.resolve("images/boot-kernel");
        Files.createDirectories(file.getParent());
        return Files.write(file, octets);
    }
}
