package dev.muster.cluster.tftp.server;

import dev.muster.cluster.tftp.Content;
import dev.muster.cluster.tftp.TftpEvents;
import dev.muster.cluster.tftp.TftpEvents.Drop;
import dev.muster.cluster.tftp.TftpRequest;
import dev.muster.cluster.tftp.codec.MalformedTftpPacket;
import dev.muster.cluster.tftp.codec.TftpCodec;
import dev.muster.cluster.tftp.codec.TftpError;
import dev.muster.cluster.tftp.codec.TftpPacket.OptionAck;
import dev.muster.cluster.tftp.policy.Step;
import dev.muster.cluster.tftp.policy.Step.Blocks;
import dev.muster.cluster.tftp.policy.Step.Done;
import dev.muster.cluster.tftp.policy.Step.Offer;
import dev.muster.cluster.tftp.policy.Step.Rest;
import dev.muster.cluster.tftp.policy.Terms;
import dev.muster.cluster.tftp.policy.Transfer;
import dev.muster.cluster.tftp.policy.TransferOutcome;
import dev.muster.cluster.tftp.server.Admission.Place;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The socket of one transfer: feeds the state machine and does what it says. All on one event loop.
final class TransferHandler extends SimpleChannelInboundHandler<DatagramPacket> {
    private final TftpRequest request;
    private final Transfer transfer;
    private final Terms terms;
    private final Content content;
    private final Place place;
    private final TftpEvents events;
    private final long since;
    /// The whole file, if a buffer can be that large; moved from block to block, so that none costs a view.
    private final @Nullable ByteBuffer whole;

    private final Alarm alarm = new Alarm(this::onAlarm);
    private boolean heard;
    private boolean finished;

    TransferHandler(
            TftpRequest request,
            Transfer transfer,
            Terms terms,
            Content content,
            Place place,
            TftpEvents events,
            long since) {
        this.request = request;
        this.transfer = transfer;
        this.terms = terms;
        this.content = content;
        this.place = place;
        this.events = events;
        this.since = since;
        this.whole = content.size() <= Integer.MAX_VALUE ? content.slice(0, (int) content.size()) : null;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        events.started(request);
        follow(context.channel(), transfer.start(System.nanoTime()));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
        var sender = datagram.sender();
        if (!sender.equals(request.client())) {
            Replies.error(context.channel(), sender, TftpError.UNKNOWN_TRANSFER_ID, "not your transfer");
            events.dropped(sender, Drop.UNKNOWN_TRANSFER_ID);
            return;
        }
        var octets = datagram.content();
        if (isAck(octets)) {
            // what every block brings: without a record, and without a view of the octets
            int block = octets.getUnsignedShort(octets.readerIndex() + 2);
            follow(context.channel(), transfer.onAck(block, System.nanoTime()));
            return;
        }
        try {
            var packet = TftpCodec.decode(octets.nioBuffer());
            follow(context.channel(), transfer.on(packet, System.nanoTime()));
        } catch (MalformedTftpPacket malformed) {
            events.malformed(sender, malformed.reason());
        }
    }

    private static boolean isAck(ByteBuf octets) {
        return octets.readableBytes() >= TftpCodec.DATA_HEADER
                && octets.getUnsignedShort(octets.readerIndex()) == TftpCodec.ACK;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        finish(context.channel(), TransferOutcome.FAILED);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // a datagram that the kernel did not take is a lost one, and will be repeated
        if (!(cause instanceof IOException)) {
            finish(context.channel(), TransferOutcome.FAILED);
        }
    }

    private void onAlarm(Channel channel) {
        boolean followed = false;
        try {
            follow(channel, transfer.onTick(System.nanoTime()));
            followed = true;
        } finally {
            if (!followed) {
                finish(channel, TransferOutcome.FAILED);
            }
        }
    }

    private void follow(Channel channel, Step step) {
        if (finished) {
            return;
        }
        if (!heard && !transfer.initial()) {
            heard = true;
            place.heard();
        }
        switch (step) {
            case Rest _ -> {}
            case Offer(var repeated) -> offer(channel, repeated);
            case Blocks blocks -> send(channel, blocks);
            case Done(var outcome) -> {
                finish(channel, outcome);
                return;
            }
        }
        alarm.at(channel, transfer.deadline());
    }

    private void offer(Channel channel, boolean repeated) {
        Replies.send(channel, request.client(), new OptionAck(terms.acknowledged()));
        if (repeated) {
            events.retransmitted(request, 1);
        }
    }

    private void send(Channel channel, Blocks blocks) {
        if (blocks.repeated() > 0) {
            if (!channel.isWritable()) {
                return; // they are still in our own queue
            }
            events.retransmitted(request, blocks.repeated());
        }
        for (int i = 0; i < blocks.count(); i++) {
            var _ = channel.write(
                    new DatagramPacket(block(channel, blocks.first() + i), request.client()), channel.voidPromise());
        }
        channel.flush();
    }

    /// DATA, written straight into the datagram.
    private ByteBuf block(Channel channel, long number) {
        int length = transfer.length(number);
        var datagram = channel.alloc().directBuffer(TftpCodec.DATA_HEADER + length);
        datagram.writeShort(TftpCodec.DATA).writeShort((int) number);
        long offset = transfer.offset(number);
        if (whole == null) {
            return datagram.writeBytes(content.slice(offset, length));
        }
        whole.limit((int) offset + length).position((int) offset);
        return datagram.writeBytes(whole);
    }

    private void finish(Channel channel, TransferOutcome outcome) {
        if (finished) {
            return;
        }
        finished = true;
        alarm.cancel();
        place.leave();
        var _ = channel.close();
        events.finished(request, transfer.acknowledgedOctets(), Duration.ofNanos(System.nanoTime() - since), outcome);
    }
}
