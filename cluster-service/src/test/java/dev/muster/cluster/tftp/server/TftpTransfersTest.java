package dev.muster.cluster.tftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.tftp.codec.TftpPacket.Ack;
import dev.muster.cluster.tftp.codec.TftpPacket.Data;
import dev.muster.cluster.tftp.codec.TftpPacket.ErrorPacket;
import dev.muster.cluster.tftp.codec.TftpPacket.OptionAck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Clients that lose packets, go away, or come all at once.
class TftpTransfersTest extends TftpServerFixture {
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
}
