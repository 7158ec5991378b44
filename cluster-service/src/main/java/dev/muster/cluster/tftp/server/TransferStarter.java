package dev.muster.cluster.tftp.server;

import dev.muster.cluster.net.Listeners;
import dev.muster.cluster.net.UdpBinding;
import dev.muster.cluster.tftp.Content;
import dev.muster.cluster.tftp.TftpEvents;
import dev.muster.cluster.tftp.TftpEvents.Drop;
import dev.muster.cluster.tftp.TftpRequest;
import dev.muster.cluster.tftp.codec.TftpPacket.ReadRequest;
import dev.muster.cluster.tftp.codec.TransferMode;
import dev.muster.cluster.tftp.policy.Terms;
import dev.muster.cluster.tftp.policy.Transfer;
import dev.muster.cluster.tftp.server.Admission.Place;
import io.netty.channel.ChannelFuture;
import io.netty.channel.group.ChannelGroup;
import java.net.InetSocketAddress;
import java.util.OptionalLong;

/// Opens the socket of a transfer: bound to the address and interface that the request came to, on a port of its
/// own.
final class TransferStarter {
    /// An ACK has 4 octets, an ERROR its message; the rest of a longer one is not of interest.
    private static final int LARGEST_REPLY = 1024;

    private static final int RECEIVE_BUFFER = 64 << 10;

    private final Listeners listeners;
    private final TftpServerConfig config;
    private final ChannelGroup transfers;
    private final TftpEvents events;
    private final UdpBinding binding;

    TransferStarter(Listeners listeners, TftpServerConfig config, ChannelGroup transfers, TftpEvents events) {
        this.listeners = listeners;
        this.config = config;
        this.transfers = transfers;
        this.events = events;
        var anyPort = new InetSocketAddress(config.address().getAddress(), 0);
        this.binding = new UdpBinding(anyPort, config.device(), false, RECEIVE_BUFFER);
    }

    /// @param since when the request came in, by `System.nanoTime()`
    void start(TftpRequest request, ReadRequest read, Content content, Place place, long since) {
        // in netascii a file has no size that means the same to both sides
        var told = read.mode() == TransferMode.OCTET ? OptionalLong.of(content.size()) : OptionalLong.empty();
        var terms = Terms.negotiate(read.options(), told, config.maxBlockSize());
        var transfer = new Transfer(terms, content.size(), config.giveUp().toNanos());
        var handler = new TransferHandler(request, transfer, terms, content, place, events, since);
        listeners.udpSession(binding, LARGEST_REPLY, handler).addListener((ChannelFuture bound) -> {
            if (bound.isSuccess()) {
                transfers.add(bound.channel());
            } else {
                place.leave();
                events.dropped(request.client(), Drop.NO_SOCKET);
            }
        });
    }
}
