package dev.muster.cluster.tftp.policy;

import dev.muster.cluster.tftp.codec.TftpPacket;
import dev.muster.cluster.tftp.codec.TftpPacket.Ack;
import dev.muster.cluster.tftp.codec.TftpPacket.Data;
import dev.muster.cluster.tftp.codec.TftpPacket.ErrorPacket;
import dev.muster.cluster.tftp.codec.TftpPacket.OptionAck;
import dev.muster.cluster.tftp.codec.TftpPacket.ReadRequest;
import dev.muster.cluster.tftp.codec.TftpPacket.WriteRequest;
import dev.muster.cluster.tftp.policy.Step.Blocks;
import dev.muster.cluster.tftp.policy.Step.Done;
import dev.muster.cluster.tftp.policy.Step.Offer;
import dev.muster.cluster.tftp.policy.Step.Rest;

/// The sending side of one file transfer (RFC 1350, windows as RFC 7440). Knows neither socket nor clock: times are
/// nanoseconds of any clock that does not go back.
///
/// A duplicate ACK is never answered, or every block after it would go out twice (Sorcerer's Apprentice, RFC 1123
/// 4.2.3.1); a lost block is found by an ACK inside the window or by the timer.
public final class Transfer {
    private static final int BLOCK_MASK = 0xFFFF;

    private final Terms terms;
    private final long lastBlock;
    private final long size;
    private final long giveUp;
    private final RetransmissionTimer timer;

    private boolean offering;
    private boolean heard;
    private long acknowledged;
    private long sent;
    private boolean ambiguous;
    private long sentAt;
    private long progressAt;

    /// @param size octets of the file
    /// @param giveUp nanoseconds without progress after which the client counts as gone
    public Transfer(Terms terms, long size, long giveUp) {
        this.terms = terms;
        this.size = size;
        this.giveUp = giveUp;
        this.lastBlock = size / terms.blockSize() + 1;
        this.offering = !terms.acknowledged().isEmpty();
        this.timer = new RetransmissionTimer(terms.longestWait());
    }

    /// Opens the transfer: the OACK, or without options the first block.
    public Step start(long now) {
        progressAt = now;
        sentAt = now;
        return offering ? new Offer(false) : flight(now);
    }

    /// Takes a packet of the client in.
    public Step on(TftpPacket packet, long now) {
        return switch (packet) {
            case Ack(var block) -> onAck(block, now);
            case ErrorPacket _ -> new Done(TransferOutcome.ENDED_BY_CLIENT);
            // nothing that a reader sends; whoever forged or mixed it up must not end the transfer
            case Data _, OptionAck _, ReadRequest _, WriteRequest _ -> Rest.REST;
        };
    }

    /// [#on] for the packet that comes with every block.
    ///
    /// @param block 0 to 65535
    public Step onAck(int block, long now) {
        return offering ? onOfferAck(block, now) : onBlockAck(block, now);
    }

    /// Repeats what was lost, or gives up; to be called when the deadline has come.
    public Step onTick(long now) {
        if (now - deadline() < 0) {
            return Rest.REST;
        }
        if (now - progressAt >= giveUp) {
            return new Done(TransferOutcome.TIMED_OUT);
        }
        timer.expired();
        ambiguous = true;
        sentAt = now;
        if (offering) {
            return new Offer(true);
        }
        int count = (int) (sent - acknowledged);
        return new Blocks(acknowledged + 1, count, count);
    }

    /// When [#onTick] has something to do, unless an ACK comes before.
    public long deadline() {
        return sentAt + timer.delay();
    }

    /// Whether the client has not acknowledged anything yet.
    public boolean initial() {
        return !heard;
    }

    /// Octets that the client has for certain.
    public long acknowledgedOctets() {
        return Math.min(size, acknowledged * terms.blockSize());
    }

    /// Where a block's octets begin in the file.
    public long offset(long block) {
        return (block - 1) * terms.blockSize();
    }

    /// How many octets a block has: none in the block that ends a file of whole blocks.
    public int length(long block) {
        return (int) Math.min(terms.blockSize(), size - offset(block));
    }

    private Step onOfferAck(int block, long now) {
        if (block != 0) {
            return Rest.REST;
        }
        offering = false;
        heard = true;
        progressed(now);
        return flight(now);
    }

    private Step onBlockAck(int block, long now) {
        int step = (block - (int) acknowledged) & BLOCK_MASK;
        if (step == 0 || step > sent - acknowledged) {
            return Rest.REST;
        }
        acknowledged += step;
        heard = true;
        if (acknowledged == sent) {
            progressed(now);
        } else {
            progressAt = now;
            timer.progressed();
        }
        return acknowledged == lastBlock ? new Done(TransferOutcome.COMPLETED) : flight(now);
    }

    private void progressed(long now) {
        if (!ambiguous) {
            timer.measured(now - sentAt);
        }
        timer.progressed();
        progressAt = now;
    }

    /// Sends the next window, which begins with what the client lacks of the last one.
    private Step flight(long now) {
        long before = sent;
        sent = Math.min(lastBlock, acknowledged + terms.window());
        // the ACK of a block that was on its way before says nothing about this sending
        ambiguous = sent == before;
        sentAt = now;
        return new Blocks(acknowledged + 1, (int) (sent - acknowledged), (int) (before - acknowledged));
    }
}
