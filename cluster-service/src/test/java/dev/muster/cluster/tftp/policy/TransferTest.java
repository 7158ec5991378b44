package dev.muster.cluster.tftp.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.tftp.codec.TftpPacket;
import dev.muster.cluster.tftp.codec.TftpPacket.Ack;
import dev.muster.cluster.tftp.codec.TftpPacket.Data;
import dev.muster.cluster.tftp.codec.TftpPacket.ErrorPacket;
import dev.muster.cluster.tftp.policy.Step.Blocks;
import dev.muster.cluster.tftp.policy.Step.Done;
import dev.muster.cluster.tftp.policy.Step.Offer;
import dev.muster.cluster.tftp.policy.Step.Rest;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransferTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final Step REST = new Rest();

    private long now = 5 * SECOND;

    @Test
    void withoutOptionsTheFirstBlockOpens() {
        assertThat(transfer(1000, Map.of()).start(now)).isEqualTo(new Blocks(1, 1, 0));
    }

    @Test
    void withOptionsTheOfferOpensAndItsAckBringsTheFirstBlock() {
        var transfer = transfer(1000, Map.of("tsize", "0"));
        assertThat(transfer.start(now)).isEqualTo(new Offer(false));
        assertThat(transfer.on(new Ack(1), now)).isEqualTo(REST);
        assertThat(transfer.initial()).isTrue();
        assertThat(transfer.on(new Ack(0), now)).isEqualTo(new Blocks(1, 1, 0));
        assertThat(transfer.initial()).isFalse();
    }

    @Test
    void lastAckCompletes() {
        var transfer = transfer(600, Map.of());
        transfer.start(now);
        assertThat(transfer.on(new Ack(1), now)).isEqualTo(new Blocks(2, 1, 0));
        assertThat(transfer.length(2)).isEqualTo(88);
        assertThat(transfer.on(new Ack(2), now)).isEqualTo(new Done(TransferOutcome.COMPLETED));
        assertThat(transfer.acknowledgedOctets()).isEqualTo(600);
    }

    @Test
    void fileOfWholeBlocksEndsWithAnEmptyOne() {
        var transfer = transfer(1024, Map.of());
        transfer.start(now);
        transfer.on(new Ack(1), now);
        assertThat(transfer.on(new Ack(2), now)).isEqualTo(new Blocks(3, 1, 0));
        assertThat(transfer.length(3)).isZero();
    }

    @Test
    void emptyFileIsOneEmptyBlock() {
        var transfer = transfer(0, Map.of());
        assertThat(transfer.start(now)).isEqualTo(new Blocks(1, 1, 0));
        assertThat(transfer.length(1)).isZero();
        assertThat(transfer.on(new Ack(1), now)).isEqualTo(new Done(TransferOutcome.COMPLETED));
    }

    @Test
    void duplicateAckIsNeverAnswered() {
        var transfer = transfer(10_000, Map.of());
        transfer.start(now);
        transfer.on(new Ack(1), now);
        assertThat(transfer.on(new Ack(1), now)).isEqualTo(REST);
        assertThat(transfer.on(new Ack(0), now)).isEqualTo(REST);
        assertThat(transfer.on(new Ack(7), now)).isEqualTo(REST);
        assertThat(transfer.on(new Ack(2), now)).isEqualTo(new Blocks(3, 1, 0));
    }

    @Test
    void windowGoesOutWholeAndAnAckInsideItRepeatsTheRest() {
        var transfer = transfer(100_000, Map.of("windowsize", "4"));
        transfer.start(now);
        assertThat(transfer.on(new Ack(0), now)).isEqualTo(new Blocks(1, 4, 0));
        assertThat(transfer.on(new Ack(2), now)).isEqualTo(new Blocks(3, 4, 2));
        assertThat(transfer.on(new Ack(6), now)).isEqualTo(new Blocks(7, 4, 0));
        assertThat(transfer.on(new Ack(6), now)).isEqualTo(REST);
    }

    @Test
    void windowIsShortAtTheEnd() {
        var transfer = transfer(512 * 5, Map.of("windowsize", "4"));
        transfer.start(now);
        transfer.on(new Ack(0), now);
        assertThat(transfer.on(new Ack(4), now)).isEqualTo(new Blocks(5, 2, 0));
        assertThat(transfer.on(new Ack(6), now)).isEqualTo(new Done(TransferOutcome.COMPLETED));
    }

    @Test
    void blockNumberWraps() {
        var transfer = transfer(512L * 70_000, Map.of());
        transfer.start(now);
        Step step = null;
        for (int block = 1; block <= 65_537; block++) {
            step = transfer.on(new Ack(block & 0xFFFF), now);
        }
        assertThat(step).isEqualTo(new Blocks(65_538, 1, 0));
        assertThat(transfer.offset(65_538)).isEqualTo(512L * 65_537);
    }

    @ParameterizedTest
    @CsvSource({"512,1", "1408,64", "65464,16"})
    void blockNumbersWrapBeyondFourGibibytes(int blockSize, int window) {
        long size = (4L << 30) + 3;
        var transfer =
                transfer(size, Map.of("blksize", Integer.toString(blockSize), "windowsize", Integer.toString(window)));
        transfer.start(now);
        Step step = transfer.on(new Ack(0), now);
        long next = 1;
        while (step instanceof Blocks(long first, int count, int repeated)) {
            if (first != next || repeated != 0) {
                throw new AssertionError(step + " where block " + next + " is next");
            }
            next += count;
            step = transfer.onAck((int) ((next - 1) & 0xFFFF), now);
        }
        assertThat(step).isEqualTo(new Done(TransferOutcome.COMPLETED));
        assertThat(next - 1).isEqualTo(size / blockSize + 1).isGreaterThan(65_536);
        assertThat(transfer.offset(next - 1) + transfer.length(next - 1)).isEqualTo(size);
        assertThat(transfer.acknowledgedOctets()).isEqualTo(size);
    }

    @Test
    void errorOfTheClientEndsQuietly() {
        var transfer = transfer(1000, Map.of("tsize", "0"));
        transfer.start(now);
        assertThat(transfer.on(new ErrorPacket(8, "User aborted the transfer"), now))
                .isEqualTo(new Done(TransferOutcome.ENDED_BY_CLIENT));
    }

    @Test
    void packetsThatAReaderDoesNotSendChangeNothing() {
        var transfer = transfer(1000, Map.of());
        transfer.start(now);
        long deadline = transfer.deadline();
        assertThat(transfer.on(new Data(1, ByteBuffer.allocate(3)), now + MILLI))
                .isEqualTo(REST);
        assertThat(transfer.on(new TftpPacket.OptionAck(Map.of()), now + MILLI)).isEqualTo(REST);
        assertThat(transfer.deadline()).isEqualTo(deadline);
    }

    @Test
    void beforeTheDeadlineNothingIsRepeated() {
        var transfer = transfer(1000, Map.of());
        transfer.start(now);
        assertThat(transfer.onTick(transfer.deadline() - 1)).isEqualTo(REST);
        assertThat(transfer.onTick(transfer.deadline())).isEqualTo(new Blocks(1, 1, 1));
    }

    @Test
    void offerIsRepeated() {
        var transfer = transfer(1000, Map.of("tsize", "0"));
        transfer.start(now);
        assertThat(transfer.onTick(transfer.deadline())).isEqualTo(new Offer(true));
    }

    @Test
    void wholeFlightIsRepeatedFromTheLastAck() {
        var transfer = transfer(100_000, Map.of("windowsize", "16"));
        transfer.start(now);
        transfer.on(new Ack(0), now);
        transfer.on(new Ack(16), now);
        assertThat(transfer.onTick(transfer.deadline())).isEqualTo(new Blocks(17, 16, 16));
    }

    @Test
    void waitFollowsTheMeasuredRoundTrip() {
        var transfer = transfer(1_000_000, Map.of());
        transfer.start(now);
        assertThat(transfer.deadline() - now).isEqualTo(500 * MILLI);
        for (int block = 1; block <= 50; block++) {
            now += MILLI;
            transfer.on(new Ack(block), now);
        }
        assertThat(transfer.deadline() - now).isEqualTo(20 * MILLI);
    }

    @Test
    void slowClientIsGivenItsTime() {
        var transfer = transfer(1_000_000, Map.of());
        transfer.start(now);
        for (int block = 1; block <= 50; block++) {
            now += 300 * MILLI;
            transfer.on(new Ack(block), now);
        }
        assertThat(transfer.deadline() - now).isBetween(300 * MILLI, 400 * MILLI);
    }

    @Test
    void roundTripOfARepeatedBlockIsNotMeasured() {
        var transfer = transfer(1_000_000, Map.of());
        transfer.start(now);
        now = transfer.deadline();
        transfer.onTick(now);
        transfer.on(new Ack(1), now + MILLI);
        assertThat(transfer.deadline() - (now + MILLI)).isEqualTo(500 * MILLI);
    }

    @Test
    void waitDoublesUpToTheClientsOwnTimeout() {
        var transfer = transfer(1000, Map.of("timeout", "1"));
        transfer.start(now);
        assertThat(transfer.deadline() - now).isEqualTo(500 * MILLI);
        now = transfer.deadline();
        transfer.onTick(now);
        assertThat(transfer.deadline() - now).isEqualTo(SECOND);
        now = transfer.deadline();
        transfer.onTick(now);
        assertThat(transfer.deadline() - now).isEqualTo(SECOND);
    }

    @Test
    void silentClientIsGivenUp() {
        var transfer = transfer(1000, Map.of());
        long start = now;
        transfer.start(now);
        int repetitions = 0;
        while (true) {
            now = transfer.deadline();
            if (transfer.onTick(now).equals(new Done(TransferOutcome.TIMED_OUT))) {
                break;
            }
            repetitions++;
        }
        assertThat(now - start).isBetween(30 * SECOND, 35 * SECOND);
        assertThat(repetitions).isBetween(7, 15);
    }

    private static Transfer transfer(long size, Map<String, String> options) {
        var terms = Terms.negotiate(options, OptionalLong.of(size), 65_464);
        return new Transfer(terms, size, 30 * SECOND);
    }
}
