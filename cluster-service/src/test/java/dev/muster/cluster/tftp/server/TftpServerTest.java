package dev.muster.cluster.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.net.Listeners;
import dev.muster.cluster.tftp.Content;
import dev.muster.cluster.tftp.FileRoute;
import dev.muster.cluster.tftp.MacLookup;
import dev.muster.cluster.tftp.Resolution;
import dev.muster.cluster.tftp.Resolution.Found;
import dev.muster.cluster.tftp.Resolution.Later;
import dev.muster.cluster.tftp.Resolution.Silent;
import dev.muster.cluster.tftp.Resolution.TryAgain;
import dev.muster.cluster.tftp.TftpRoute;
import dev.muster.cluster.tftp.TftpRoutes;
import dev.muster.cluster.tftp.codec.TftpPacket.Ack;
import dev.muster.cluster.tftp.codec.TftpPacket.Data;
import dev.muster.cluster.tftp.codec.TftpPacket.ErrorPacket;
import dev.muster.cluster.tftp.codec.TftpPacket.OptionAck;
import dev.muster.cluster.tftp.codec.TftpPacket.ReadRequest;
import dev.muster.cluster.tftp.codec.TftpPacket.WriteRequest;
import dev.muster.cluster.tftp.codec.TransferMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TftpServerTest {
    private static final InetSocketAddress FREE_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir
    Path folder;

    private final Listeners listeners = new Listeners(2);
    private final RecordedEvents events = new RecordedEvents();
    private final AtomicReference<Path> current = new AtomicReference<>();
    private TftpServer server;
    private TestClient client;

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
    void garbageIsCountedAndTheServerGoesOn() throws Exception {
        byte[] file = write("f", 10);
        start(files());
        client.send(server.address(), new byte[] {9});
        events.await("malformed TOO_SHORT");
        client.reply(new Ack(1));
        events.await("dropped STRAY");
        assertThat(client.fetch("f", Map.of())).isEqualTo(file);
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

    @Test
    void strangersPacketChangesNothing() throws Exception {
        byte[] file = write("f", 1500);
        start(files());
        client.request("f", Map.of("blksize", "1024"));
        assertThat(client.receive()).isInstanceOf(OptionAck.class);
        try (var stranger = new TestClient(client.peer())) {
            stranger.reply(new ErrorPacket(0, "die"));
            assertThat(((ErrorPacket) stranger.receive()).code()).isEqualTo(5);
        }
        client.reply(new Ack(0));
        assertThat(client.rest(1024)).isEqualTo(file);
    }

    @Test
    void clientThatOnlyWantsTheSizeEndsQuietlyAndAsksAgain() throws Exception {
        byte[] file = write("bootx64.efi", 900_000);
        start(files());
        client.request("bootx64.efi", Map.of("tsize", "0", "blksize", "1468", "windowsize", "4"));
        assertThat(((OptionAck) client.receive()).options()).containsEntry("tsize", "900000");
        client.reply(new ErrorPacket(8, "User aborted the transfer"));
        events.await("finished bootx64.efi 0 ENDED_BY_CLIENT");
        try (var again = new TestClient(server.address())) {
            assertThat(again.fetch("bootx64.efi", Map.of("blksize", "1468", "windowsize", "4")))
                    .isEqualTo(file);
        }
    }

    @Test
    void lostAckIsMadeGoodByRetransmission() throws Exception {
        byte[] file = write("f", 700);
        start(files());
        client.request("f", Map.of());
        var first = client.receive();
        assertThat(client.receive()).isEqualTo(first);
        events.await("retransmitted 1");
        client.reply(new Ack(1));
        assertThat(((Data) client.receive()).payload().remaining()).isEqualTo(file.length - 512);
    }

    @Test
    void silentClientIsGivenUp() throws Exception {
        write("f", 10);
        start(files(), config().givingUpAfter(Duration.ofMillis(600)));
        client.request("f", Map.of());
        events.await("finished f 0 TIMED_OUT");
        assertThat(server.running()).isZero();
    }

    @Test
    void repeatedRequestDoesNotStartASecondTransfer() throws Exception {
        var release = new CountDownLatch(1);
        var asked = new AtomicInteger();
        start(later(() -> {
            asked.incrementAndGet();
            release.await(20, TimeUnit.SECONDS);
            return new Found(Content.of("config"));
        }));
        client.request("pxelinux.cfg/default", Map.of());
        client.request("pxelinux.cfg/default", Map.of());
        client.request("pxelinux.cfg/default", Map.of());
        events.await("dropped REPEATED_REQUEST");
        events.await("dropped REPEATED_REQUEST");
        release.countDown();
        assertThat(client.receive()).isEqualTo(new Data(1, ByteBuffer.wrap("config".getBytes(StandardCharsets.UTF_8))));
        client.request("pxelinux.cfg/default", Map.of());
        events.await("dropped REPEATED_REQUEST");
        client.reply(new Ack(1));
        events.await("finished pxelinux.cfg/default 6 COMPLETED");
        assertThat(asked).hasValue(1);
    }

    @Test
    void slowRouteHoldsUpNobody() throws Exception {
        byte[] file = write("f", 10);
        var release = new CountDownLatch(1);
        TftpRoute slow = request -> request.path().equals("slow")
                ? Optional.of(new Later(() -> {
                    release.await(20, TimeUnit.SECONDS);
                    return new Silent("slow");
                }))
                : Optional.empty();
        start(TftpRoutes.of(slow, files().inOrder().getFirst()), config());
        for (int i = 0; i < 20; i++) {
            try (var waiting = new TestClient(server.address())) {
                waiting.request("slow", Map.of());
            }
        }
        assertThat(client.fetch("f", Map.of())).isEqualTo(file);
        release.countDown();
    }

    @Test
    void silentRouteLeavesTheClientToRepeat() throws Exception {
        var answers = new AtomicInteger();
        start(later(
                () -> answers.getAndIncrement() == 0 ? new Silent("region away") : new Found(Content.of("config"))));
        client.request("x", Map.of());
        events.await("silent x region away");
        assertThat(client.fetch("x", Map.of())).isEqualTo("config".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void brokenRouteIsSilentAndToldAbout() throws Exception {
        start(later(() -> {
            throw new IOException("disk broken");
        }));
        client.request("x", Map.of());
        events.await("failed x disk broken");
        assertThat(client.receiveWithin(100)).isEmpty();
        assertThat(server.running()).isZero();
    }

    @Test
    void tryAgainIsErrorZero() throws Exception {
        start(later(() -> new TryAgain("busy, try again")));
        client.request("x", Map.of());
        assertThat(client.receive()).isEqualTo(new ErrorPacket(0, "busy, try again"));
    }

    @Test
    void transfersAreBoundedPerClientAndInAll() throws Exception {
        write("f", 2000);
        start(files(), config().withTransfersUpTo(8, 2));
        var clients = new ArrayList<TestClient>();
        for (int i = 0; i < 3; i++) {
            var one = new TestClient(server.address());
            clients.add(one);
            one.request("f", Map.of());
            if (i < 2) {
                assertThat(one.receive()).isInstanceOf(Data.class);
            }
        }
        events.await("dropped TOO_MANY_OF_CLIENT");
        clients.getFirst().reply(new ErrorPacket(0, "enough"));
        events.await("finished f 0 ENDED_BY_CLIENT");
        clients.getLast().request("f", Map.of());
        assertThat(clients.getLast().receive()).isInstanceOf(Data.class);
        clients.forEach(TestClient::close);
    }

    @Test
    void manyClientsAtOnceAreAllServed() throws Exception {
        byte[] file = write("boot-initrd", 400_000);
        start(files(), config().withTransfersUpTo(100, 100));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<java.util.concurrent.Future<byte[]>>();
            for (int i = 0; i < 50; i++) {
                Callable<byte[]> fetch = () -> {
                    try (var one = new TestClient(server.address())) {
                        return one.fetch("boot-initrd", Map.of("blksize", "1408"));
                    }
                };
                all.add(threads.submit(fetch));
            }
            for (var one : all) {
                assertThat(one.get(50, TimeUnit.SECONDS)).isEqualTo(file);
            }
        }
    }

    private TftpRoutes files() {
        return TftpRoutes.of(new FileRoute(path -> Optional.of(new FileRoute.Folders.Place(current.get(), path))));
    }

    private static TftpRoutes later(Callable<Resolution> work) {
        return TftpRoutes.of(_ -> Optional.of(new Later(work)));
    }

    private static TftpServerConfig config() {
        return TftpServerConfig.at(FREE_PORT);
    }

    private void start(TftpRoutes routes) throws IOException {
        start(routes, config());
    }

    private void start(TftpRoutes routes, TftpServerConfig config) throws IOException {
        server = TftpServer.start(listeners, config, routes, MacLookup.NONE, events);
        client = new TestClient(server.address());
    }

    private byte[] write(String name, int size) throws IOException {
        var octets = new byte[size];
        new Random(size).nextBytes(octets);
        Path file = current.get().resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, octets);
        return octets;
    }
}
