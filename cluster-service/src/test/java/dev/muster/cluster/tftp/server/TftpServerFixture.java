package dev.muster.cluster.tftp.server;

import dev.muster.cluster.net.Listeners;
import dev.muster.cluster.tftp.FileRoute;
import dev.muster.cluster.tftp.MacLookup;
import dev.muster.cluster.tftp.Resolution;
import dev.muster.cluster.tftp.Resolution.Later;
import dev.muster.cluster.tftp.TftpRoutes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server on the loopback interface, a folder that it serves, and a client.
@Timeout(60)
class TftpServerFixture {
    static final InetSocketAddress FREE_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir
    Path folder;

    final Listeners listeners = new Listeners(2);
    final RecordedEvents events = new RecordedEvents();
    final AtomicReference<Path> current = new AtomicReference<>();
    TftpServer server;
    TestClient client;

    @BeforeEach
    void makeSnapshot() throws IOException {
        current.set(Files.createDirectory(folder.resolve("snapshot-1")));
    }

    @AfterEach
    void stop() {
        if (client != null) {
            client.close();
        }
        if (server != null) {
            server.close();
        }
        listeners.close();
    }

    TftpRoutes files() {
        return TftpRoutes.of(new FileRoute(path -> Optional.of(new FileRoute.Folders.Place(current.get(), path))));
    }

    static TftpRoutes later(Callable<Resolution> work) {
        return TftpRoutes.of(_ -> Optional.of(new Later(work)));
    }

    static TftpServerConfig config() {
        return TftpServerConfig.at(FREE_PORT);
    }

    void start(TftpRoutes routes) throws IOException {
        start(routes, config());
    }

    void start(TftpRoutes routes, TftpServerConfig config) throws IOException {
        server = TftpServer.start(listeners, config, routes, MacLookup.NONE, events);
        client = new TestClient(server.address());
    }

    byte[] write(String name, int size) throws IOException {
        var octets = new byte[size];
        new Random(size).nextBytes(octets);
        Path file = current.get().resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, octets);
        return octets;
    }
}
