package dev.muster.cluster.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.tftp.codec.TftpPacket.Ack;
import dev.muster.cluster.tftp.codec.TftpPacket.Data;
import dev.muster.cluster.tftp.codec.TftpPacket.ErrorPacket;
import dev.muster.cluster.tftp.codec.TftpPacket.OptionAck;
import dev.muster.cluster.tftp.codec.TftpPacket.ReadRequest;
import dev.muster.cluster.tftp.codec.TftpPacket.WriteRequest;
import dev.muster.cluster.tftp.codec.TransferMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files as they are, and nothing beside them.
class TftpFilesTest extends TftpServerFixture {
    @ParameterizedTest
    @CsvSource({
        "1,512,1",
        "512,512,1",
        "300000,1408,1",
        "300000,1468,4",
        "5000000,1468,16",
        "700000,1024,64",
        "600000,8,64",
        "500000,65464,2"
    })
    void fileArrivesAsItIs(int size, int blockSize, int window) throws Exception {
        byte[] file = write("boot-kernel", size);
        start(files());
        var fetched = client.fetch(
                "boot-kernel",
                Map.of(
                        "tsize", "0",
                        "blksize", Integer.toString(blockSize),
                        "windowsize", Integer.toString(window)));
        assertThat(fetched).isEqualTo(file);
        assertThat(client.granted()).containsEntry("tsize", Integer.toString(size));
        events.await("finished boot-kernel " + size + " COMPLETED");
    }

    @Test
    void emptyFileArrives() throws Exception {
        write("empty", 0);
        start(files());
        assertThat(client.fetch("empty", Map.of("tsize", "0", "blksize", "1024")))
                .isEmpty();
        assertThat(client.granted()).isEqualTo(Map.of("blksize", "1024"));
    }

    @Test
    void everySpellingOfAPathIsServed() throws Exception {
        byte[] file = write("grub/grub.cfg", 100);
        start(files());
        for (String path : new String[] {"grub/grub.cfg", "/grub/grub.cfg", "\\grub\\grub.cfg", "//grub//grub.cfg"}) {
            assertThat(client.fetch(path, Map.of())).isEqualTo(file);
        }
    }

    @Test
    void unknownFileIsErrorOneAtOnce() throws Exception {
        start(files());
        client.request("pxelinux.cfg/C0A80144", Map.of("tsize", "0"));
        assertThat(client.receive()).isEqualTo(new ErrorPacket(1, "file not found"));
        events.await("refused pxelinux.cfg/C0A80144 NOT_FOUND");
        assertThat(server.running()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "/../secret", "..\\secret", "a/../../secret"})
    void pathThatClimbsIsErrorTwo(String path) throws Exception {
        Files.writeString(folder.resolve("secret"), "x");
        start(files());
        client.request(path, Map.of());
        assertThat(((ErrorPacket) client.receive()).code()).isEqualTo(2);
    }

    @Test
    void symbolicLinkIsFollowedOnlyInside() throws Exception {
        byte[] file = write("real", 10);
        Files.createSymbolicLink(current.get().resolve("inside"), Path.of("real"));
        Files.writeString(folder.resolve("secret"), "x");
        Files.createSymbolicLink(current.get().resolve("outside"), folder.resolve("secret"));
        start(files());
        assertThat(client.fetch("inside", Map.of())).isEqualTo(file);
        client.request("outside", Map.of());
        assertThat(((ErrorPacket) client.receive()).code()).isEqualTo(1);
    }

    @Test
    void folderIsNoFile() throws Exception {
        write("grub/grub.cfg", 1);
        start(files());
        client.request("grub", Map.of());
        assertThat(((ErrorPacket) client.receive()).code()).isEqualTo(1);
    }

    @Test
    void writeRequestIsRefused() throws Exception {
        start(files());
        client.reply(new WriteRequest("up", TransferMode.OCTET, Map.of()));
        assertThat(client.receive()).isEqualTo(new ErrorPacket(2, "read only"));
        events.await("refused up WRITE");
    }

    @Test
    void textModeSpellsLineEnds() throws Exception {
        Files.writeString(current.get().resolve("text"), "a\nb\n");
        start(files());
        client.reply(new ReadRequest("text", TransferMode.NETASCII, Map.of()));
        var expected = ByteBuffer.wrap("a\r\nb\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(client.receive()).isEqualTo(new Data(1, expected));
    }

    @Test
    void openFileGoesOnBeingServedWhenTheSnapshotIsReplaced() throws Exception {
        byte[] old = write("initrd", 1_000_000);
        start(files());
        client.request("initrd", Map.of("blksize", "1024"));
        assertThat(client.receive()).isInstanceOf(OptionAck.class);
        client.reply(new Ack(0));
        Path before = current.getAndSet(Files.createDirectory(folder.resolve("snapshot-2")));
        byte[] replaced = write("initrd", 2_000);
        Files.delete(before.resolve("initrd"));
        Files.delete(before);
        assertThat(client.rest(1024)).isEqualTo(old);
        try (var another = new TestClient(server.address())) {
            assertThat(another.fetch("initrd", Map.of())).isEqualTo(replaced);
        }
    }
}
