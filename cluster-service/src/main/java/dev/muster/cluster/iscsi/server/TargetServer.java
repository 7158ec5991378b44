package dev.muster.cluster.iscsi.server;

import dev.muster.cluster.iscsi.IscsiEvents;
import dev.muster.cluster.iscsi.IscsiLimits;
import dev.muster.cluster.iscsi.IscsiTargets;
import dev.muster.cluster.iscsi.codec.InitiatorPdus;
import dev.muster.cluster.iscsi.codec.PduFrameDecoder;
import dev.muster.cluster.iscsi.policy.CloseReason;
import dev.muster.cluster.net.Listeners;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Listens, and gives each connection its pipeline.
public final class TargetServer implements AutoCloseable {
    /// What a login may be told in one PDU (RFC 7143 13.12).
    private static final int LOGIN_SEGMENT = 8192;

    private static final int LOW_WATER = 256 * 1024;
    private static final int HIGH_WATER = 1024 * 1024;

    private final Channel listening;
    private final Shared shared;
    private final ExecutorService opener;

    private TargetServer(Channel listening, Shared shared, ExecutorService opener) {
        this.listening = listening;
        this.shared = shared;
        this.opener = opener;
    }

    public static TargetServer start(
            Listeners listeners,
            InetSocketAddress address,
            IscsiTargets targets,
            IscsiEvents events,
            IscsiLimits limits)
            throws IOException {
        for (String name : targets.names()) {
            Optional<Path> image = targets.image(name);
            if (image.isPresent()) {
                OpenImage.open(image.get()).close();
            }
        }
        ExecutorService opener = Executors.newVirtualThreadPerTaskExecutor();
        Shared shared = new Shared(targets, events, limits, new Sessions(limits), opener);
        try {
            return new TargetServer(listeners.tcp(address, new Pipeline(shared)), shared, opener);
        } catch (IOException taken) {
            opener.close();
            throw taken;
        }
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    public int sessions() {
        return shared.sessions().count();
    }

    @Override
    public void close() {
        listening.close().awaitUninterruptibly();
        shared.sessions().all().forEach(connection -> connection.end(CloseReason.SHUTDOWN));
        opener.close();
    }

    /// Refuses connections beyond twice the sessions: those over the limit of sessions still hear why.
    private static final class Pipeline extends ChannelInitializer<SocketChannel> {
        private final Shared shared;

        Pipeline(Shared shared) {
            this.shared = shared;
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            Ends ends = new Ends(channel.localAddress(), channel.remoteAddress());
            if (!shared.sessions().arrive(ends.remote().getAddress())) {
                shared.events().closedBeforeLogin(ends.remote(), CloseReason.LIMIT);
                channel.unsafe().closeForcibly();
                return;
            }
            channel.closeFuture().addListener(closed -> shared.sessions()
                    .depart(ends.remote().getAddress()));
            channel.config().setMessageSizeEstimator(CountingRegions.INSTANCE);
            channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(LOW_WATER, HIGH_WATER));
            var decoder = new PduFrameDecoder<>(LOGIN_SEGMENT, InitiatorPdus::decode);
            channel.pipeline().addLast(decoder, new Connection(shared, ends, decoder));
        }
    }
}
