package dev.muster.cluster.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import org.apache.commons.net.tftp.TFTP;
import org.apache.commons.net.tftp.TFTPClient;
import org.junit.jupiter.api.Test;

/// Apache Commons Net's client, which knows RFC 1350 and no option.
class CommonsNetClientTest extends TftpServerFixture {

    @Test
    void aFileIsReadInBlocksOf512() throws IOException {
        byte[] written = write("pxelinux.0", 100_000);
        start(files());
        var file = new ByteArrayOutputStream();
        try (var commonsNet = new TFTPClient()) {
            commonsNet.setDefaultTimeout(Duration.ofSeconds(5));
            commonsNet.open(0, InetAddress.getLoopbackAddress());
            // what it returns counts a block that came twice twice
            commonsNet.receiveFile(
                    "pxelinux.0",
                    TFTP.BINARY_MODE,
                    file,
                    server.address().getAddress(),
                    server.address().getPort());
        }
        assertThat(file.toByteArray()).isEqualTo(written);
    }
}
