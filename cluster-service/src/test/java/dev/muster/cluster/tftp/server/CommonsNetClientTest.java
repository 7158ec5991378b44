package dev.muster.cluster.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.net.Listeners;
import dev.muster.cluster.tftp.Content;
import dev.muster.cluster.tftp.MacLookup;
import dev.muster.cluster.tftp.Resolution.Found;
import dev.muster.cluster.tftp.Resolution.NotFound;
import dev.muster.cluster.tftp.TftpEvents;
import dev.muster.cluster.tftp.TftpRoutes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.commons.net.tftp.TFTP;
import org.apache.commons.net.tftp.TFTPClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Apache Commons Net's client, which knows RFC 1350 and no option.
@Timeout(30)
class CommonsNetClientTest {
    private static final String FILE = "0123456789".repeat(10_000);

    private final Listeners listeners = new Listeners(1);
    private final TFTPClient client = new TFTPClient();
    private TftpServer server;

    @BeforeEach
    void start() throws IOException {
        server = TftpServer.start(
                listeners,
                TftpServerConfig.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                TftpRoutes.of(request -> Optional.of(
                        request.path().equals("pxelinux.0") ? new Found(Content.of(FILE)) : new NotFound())),
                MacLookup.NONE,
                TftpEvents.NONE);
        client.setDefaultTimeout(Duration.ofSeconds(5));
        client.open(0, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        listeners.close();
    }

    @Test
    void aFileIsReadInBlocksOf512() throws IOException {
        var file = new ByteArrayOutputStream();
        // what it returns counts a block that came twice twice
        client.receiveFile(
                "pxelinux.0",
                TFTP.BINARY_MODE,
                file,
                server.address().getAddress(),
                server.address().getPort());
        assertThat(file.toString(StandardCharsets.US_ASCII)).isEqualTo(FILE);
    }
}
