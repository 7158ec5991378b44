package dev.muster.cluster.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentTest {
    @TempDir
    Path folder;

    @Test
    void octetsBeyondFourGibibytesAreServed() throws IOException {
        long fourGibibytes = 4L << 30;
        Path file = folder.resolve("sparse");
        try (var channel = Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.position(fourGibibytes).write(ByteBuffer.wrap("end".getBytes(StandardCharsets.US_ASCII)));
        }

        var content = Content.mapped(file);

        assertThat(content.size()).isEqualTo(fourGibibytes + 3);
        assertThat(content.slice(fourGibibytes - 1, 4))
                .isEqualTo(ByteBuffer.wrap("\0end".getBytes(StandardCharsets.US_ASCII)));
    }
}
