package dev.muster.cluster.tftp.server;

import dev.muster.cluster.tftp.MacLookup;
import dev.muster.cluster.tftp.TftpEvents;
import dev.muster.cluster.tftp.TftpEvents.Drop;
import dev.muster.cluster.tftp.TftpEvents.Refusal;
import dev.muster.cluster.tftp.TftpRequest;
import dev.muster.cluster.tftp.TftpRoutes;
import dev.muster.cluster.tftp.codec.MalformedTftpPacket;
import dev.muster.cluster.tftp.codec.TftpCodec;
import dev.muster.cluster.tftp.codec.TftpError;
import dev.muster.cluster.tftp.codec.TftpPacket.Ack;
import dev.muster.cluster.tftp.codec.TftpPacket.Data;
import dev.muster.cluster.tftp.codec.TftpPacket.ErrorPacket;
import dev.muster.cluster.tftp.codec.TftpPacket.OptionAck;
import dev.muster.cluster.tftp.codec.TftpPacket.ReadRequest;
import dev.muster.cluster.tftp.codec.TftpPacket.WriteRequest;
import dev.muster.cluster.tftp.policy.TftpPath;
import dev.muster.cluster.tftp.policy.UnsafePath;
import dev.muster.cluster.tftp.server.Admission.Place;
import dev.muster.cluster.tftp.server.Admission.Refused;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// The port for requests: admits them and has them answered.
final class RequestHandler extends SimpleChannelInboundHandler<DatagramPacket> {
    private final InetAddress server;
    private final TftpRoutes routes;
    private final MacLookup leases;
    private final Admission admission;
    private final TransferStarter starter;
    private final TftpEvents events;

    RequestHandler(
            InetAddress server,
            TftpRoutes routes,
            MacLookup leases,
            Admission admission,
            TransferStarter starter,
            TftpEvents events) {
        this.server = server;
        this.routes = routes;
        this.leases = leases;
        this.admission = admission;
        this.starter = starter;
        this.events = events;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
        var client = datagram.sender();
        try {
            switch (TftpCodec.decode(datagram.content().nioBuffer())) {
                case ReadRequest read -> onRead(context.channel(), read, client);
                case WriteRequest write -> onWrite(context.channel(), write, client);
                case Data _, Ack _, OptionAck _, ErrorPacket _ -> events.dropped(client, Drop.STRAY);
            }
        } catch (MalformedTftpPacket malformed) {
            events.malformed(client, malformed.reason());
            if (malformed.isRequest()) {
                Replies.error(context.channel(), client, TftpError.ILLEGAL_OPERATION, complaint(malformed));
            }
        } catch (UnsafePath unsafe) {
            Replies.error(context.channel(), client, unsafe.error(), "no such name is served");
        }
    }

    private static String complaint(MalformedTftpPacket malformed) {
        return switch (malformed.reason()) {
            case UNKNOWN_MODE -> "the modes are octet and netascii";
            case EMPTY_FILE_NAME -> "the file name is empty";
            case TOO_MANY_OPTIONS -> "too many options";
            case UNTERMINATED_TEXT, TOO_SHORT, UNKNOWN_OPCODE -> "the request is cut short";
        };
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // a datagram that could not be sent to one client; the port stays open for the others
    }

    private void onRead(Channel channel, ReadRequest read, InetSocketAddress client) throws UnsafePath {
        String path = cleaned(read, client);
        switch (admission.enter(client, read)) {
            case Refused(var reason) -> events.dropped(client, reason);
            case Place place -> {
                var request = new TftpRequest(path, client, server, leases.macOf(client.getAddress()));
                new Answering(channel, request, read, place, starter, events).begin(routes);
            }
        }
    }

    private String cleaned(ReadRequest read, InetSocketAddress client) throws UnsafePath {
        try {
            return TftpPath.clean(read.file());
        } catch (UnsafePath unsafe) {
            events.refused(client, TftpPath.printable(read.file()), Refusal.UNSAFE_PATH);
            throw unsafe;
        }
    }

    private void onWrite(Channel channel, WriteRequest write, InetSocketAddress client) {
        Replies.error(channel, client, TftpError.ACCESS_VIOLATION, "read only");
        events.refused(client, TftpPath.printable(write.file()), Refusal.WRITE);
    }
}
