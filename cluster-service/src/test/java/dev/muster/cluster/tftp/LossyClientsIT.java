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
import java.util.ArrayList;
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

/// Debian's TFTP clients fetch a file while datagrams are lost and doubled, by a relay of our own: not every kernel
/// has `tc netem`.
@Timeout(180)
class LossyClientsIT {
    private static final int SIZE = 150_000;
    private static final int MOST_ATTEMPTS = 8;

    @TempDir
    Path folder;

    private Path source;
    private Listeners listeners;
    private TftpServer server;

    @BeforeEach
    void start() throws IOException {
        var octets = new byte[SIZE];
        new Random(SIZE).nextBytes(octets);
        source = Files.write(Files.createDirectory(folder.resolve("served")).resolve("f"), octets);
        listeners = new Listeners(1);
        server = TftpServer.start(
                listeners,
                TftpServerConfig.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                TftpRoutes.of(
                        new FileRoute(path -> Optional.of(new FileRoute.Folders.Place(source.getParent(), path)))),
                MacLookup.NONE,
                TftpEvents.NONE);
    }

    @AfterEach
    void stop() {
        server.close();
        listeners.close();
    }

    static Stream<Arguments> clients() {
        return Stream.of(
                        "tftp -m binary HOST PORT -c get f TARGET",
                        "atftp --get --option|blksize 1428 --option|windowsize 8 -r f -l TARGET HOST PORT",
                        "busybox tftp -g -r f -l TARGET -b 1468 HOST PORT",
                        "curl -sS --tftp-blksize 1428 -o TARGET tftp://HOST:PORT/f")
                .flatMap(command -> Stream.of(1, 5, 20)
                        // atftp answers a repeated block once, then waits for its own 5 s: too long where much is lost
                        .filter(percent -> percent < 20 || !command.startsWith("atftp"))
                        .map(percent -> Arguments.of(command, percent)));
    }

    @ParameterizedTest(name = "{0}, {1} % lost and doubled")
    @MethodSource("clients")
    void fileArrivesAsItIs(String command, int percent) throws Exception {
        String client = command.substring(0, command.indexOf(' '));
        Requirements.need(
                Files.isExecutable(Path.of("/usr/bin", client)),
                "needs " + client + " (tftp-hpa, atftp, busybox, curl)");
        try (var relay = new LossyRelay(server.address(), percent / 100.0, percent)) {
            Path target = folder.resolve("fetched");
            String said = new ClientProgram(line(command, relay.port(), target), folder).run();
            // atftp gives up by itself when an OACK comes twice, which no server can help
            for (int attempt = 1; attempt < MOST_ATTEMPTS && said.contains("unexpected OACK"); attempt++) {
                said = new ClientProgram(line(command, relay.port(), target), folder).run();
            }
            assertThat(said).isEqualTo("exit 0");
            assertThat(target).hasSameBinaryContentAs(source);
            assertThat(relay.lost()).isPositive();
        }
    }

    private static List<String> line(String command, int port, Path target) {
        var line = new ArrayList<String>();
        boolean joined = false;
        for (String word : command.replace("HOST", "127.0.0.1")
                .replace("PORT", Integer.toString(port))
                .split(" ")) {
            String spelled = word.replace("TARGET", target.toString());
            if (joined) {
                line.add(line.removeLast() + " " + spelled);
                joined = false;
            } else if (spelled.contains("|")) {
                line.addAll(List.of(spelled.split("\\|")));
                joined = true;
            } else {
                line.add(spelled);
            }
        }
        return line;
    }
}
