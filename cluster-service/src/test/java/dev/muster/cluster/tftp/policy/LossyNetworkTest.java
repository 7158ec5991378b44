package dev.muster.cluster.tftp.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.tftp.codec.TftpPacket;
import dev.muster.cluster.tftp.codec.TftpPacket.Data;
import dev.muster.cluster.tftp.codec.TftpPacket.OptionAck;
import dev.muster.cluster.tftp.policy.Step.Blocks;
import dev.muster.cluster.tftp.policy.Step.Done;
import dev.muster.cluster.tftp.policy.Step.Offer;
import dev.muster.cluster.tftp.policy.Step.Rest;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A transfer through a simulated network that loses, doubles and reorders packets; time is simulated too.
class LossyNetworkTest {
    private static final long MILLI = 1_000_000L;
    private static final long CLIENT_REPEATS_AFTER = 1_000 * MILLI;

    private final PriorityQueue<Arrival> wire =
            new PriorityQueue<>(Comparator.comparingLong(Arrival::at).thenComparingLong(Arrival::serial));
    private long now;
    private long serial;
    private long dataPackets;

    private record Arrival(long at, long serial, boolean toServer, TftpPacket packet) {}

    @ParameterizedTest(name = "blksize {0}, windowsize {1}, {2} % lost")
    @CsvSource({
        "512,1,0",
        "512,1,1",
        "512,1,5",
        "512,1,20",
        "512,4,1",
        "512,4,5",
        "512,4,20",
        "512,16,1",
        "512,16,5",
        "512,16,20",
        "1408,1,1",
        "1408,1,5",
        "1408,1,20",
        "1408,4,1",
        "1408,4,5",
        "1408,4,20",
        "1408,16,1",
        "1408,16,5",
        "1408,16,20",
        "1468,1,1",
        "1468,1,5",
        "1468,1,20",
        "1468,4,1",
        "1468,4,5",
        "1468,4,20",
        "1468,16,1",
        "1468,16,5",
        "1468,16,20"
    })
    void fileArrivesAsItIs(int blockSize, int window, int lossPercent) {
        var file = randomFile(700_000 + blockSize);
        var client = transferred(file, blockSize, window, lossPercent / 100.0, 3);
        assertThat(client.complete()).isTrue();
        assertThat(client.file()).isEqualTo(file);
    }

    @Test
    void fileOfWholeBlocksArrivesAsItIs() {
        var file = randomFile(512 * 64);
        assertThat(transferred(file, 512, 16, 0.05, 4).file()).isEqualTo(file);
    }

    @Test
    void blockNumbersWrapBeyondThirtyTwoMebibytes() {
        var file = randomFile((33 << 20) + 5);
        assertThat(transferred(file, 512, 16, 0.001, 5).file()).isEqualTo(file);
    }

    @Test
    void everyPacketDoubledDoesNotDoubleTheTransfer() {
        var file = randomFile(512 * 1000 + 1);
        double allDoubled = 1.0;
        var client = transferred(file, 512, 1, 0, allDoubled, 6);
        assertThat(client.file()).isEqualTo(file);
        assertThat(dataPackets).isEqualTo(1001);
    }

    private SimulatedClient transferred(byte[] file, int blockSize, int window, double loss, long seed) {
        return transferred(file, blockSize, window, loss, loss, seed);
    }

    private SimulatedClient transferred(
            byte[] file, int blockSize, int window, double loss, double doubled, long seed) {
        var random = new Random(seed);
        var asked = Map.of("blksize", Integer.toString(blockSize), "windowsize", Integer.toString(window));
        var terms = Terms.negotiate(asked, OptionalLong.of(file.length), 65_464);
        var transfer = new Transfer(terms, file.length, 60_000 * MILLI);
        var client = new SimulatedClient(blockSize, window);
        long clientRepeatsAt = CLIENT_REPEATS_AFTER;
        send(transfer, terms, file, transfer.start(now), loss, doubled, random);
        while (true) {
            long next = Math.min(transfer.deadline(), clientRepeatsAt);
            var arrival = wire.peek();
            if (arrival == null || arrival.at > next) {
                now = next;
                if (next == clientRepeatsAt) {
                    clientRepeatsAt = now + CLIENT_REPEATS_AFTER;
                    throwIn(true, client.repeated(), loss, doubled, random);
                } else if (!send(transfer, terms, file, transfer.onTick(now), loss, doubled, random)) {
                    return client;
                }
                continue;
            }
            wire.remove();
            now = arrival.at;
            if (!arrival.toServer) {
                clientRepeatsAt = now + CLIENT_REPEATS_AFTER;
                client.on(arrival.packet).ifPresent(answer -> throwIn(true, answer, loss, doubled, random));
            } else if (!send(transfer, terms, file, transfer.on(arrival.packet, now), loss, doubled, random)) {
                return client;
            }
        }
    }

    /// False when the transfer is over.
    private boolean send(
            Transfer transfer, Terms terms, byte[] file, Step step, double loss, double doubled, Random random) {
        switch (step) {
            case Rest _ -> {}
            case Offer _ -> throwIn(false, new OptionAck(terms.acknowledged()), loss, doubled, random);
            case Blocks blocks -> {
                for (long block = blocks.first(); block < blocks.first() + blocks.count(); block++) {
                    var payload = ByteBuffer.wrap(file, (int) transfer.offset(block), transfer.length(block));
                    throwIn(false, new Data((int) (block & 0xFFFF), payload), loss, doubled, random);
                    dataPackets++;
                }
            }
            case Done(var outcome) -> {
                assertThat(outcome).isEqualTo(TransferOutcome.COMPLETED);
                return false;
            }
        }
        return true;
    }

    private void throwIn(boolean toServer, TftpPacket packet, double loss, double doubled, Random random) {
        if (random.nextDouble() >= loss) {
            wire.add(new Arrival(now + latency(random, loss), serial++, toServer, packet));
        }
        if (random.nextDouble() < doubled) {
            wire.add(new Arrival(now + latency(random, loss), serial++, toServer, packet));
        }
    }

    /// A tenth to two milliseconds, so that packets overtake each other where there is loss.
    private static long latency(Random random, double loss) {
        return loss == 0 ? MILLI / 5 : MILLI / 10 + random.nextLong(2 * MILLI);
    }

    private static byte[] randomFile(int size) {
        var file = new byte[size];
        new Random(size).nextBytes(file);
        return file;
    }
}
