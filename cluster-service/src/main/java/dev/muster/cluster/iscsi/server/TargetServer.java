package dev.muster.cluster.iscsi.server;

import dev.muster.cluster.iscsi.IscsiConfig;
import dev.muster.cluster.iscsi.IscsiEvents;
import dev.muster.cluster.iscsi.IscsiTargets;
import dev.muster.cluster.iscsi.codec.InitiatorPdus;
import dev.muster.cluster.iscsi.codec.PduFrameDecoder;
import dev.muster.cluster.iscsi.disk.OpenImage;
import dev.muster.cluster.iscsi.disk.Overlays;
import dev.muster.cluster.iscsi.session.CloseReason;
import dev.muster.cluster.net.Listeners;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Listens, and gives each connection its pipeline.
public final class TargetServer implements AutoCloseable {
    /// What a login may be told in one PDU (RFC 7143 13.12).
    private static final int LOGIN_SEGMENT = 8192;

    private static final int LOW_WATER = 256 * 1024;
    private static final int HIGH_WATER = 1024 * 1024;

    private static final Duration LAST_GOODBYE = Duration.ofSeconds(5);

    private final Channel listening;
    private final Shared shared;
    private final ExecutorService blocking;

    private TargetServer(Channel listening, Shared shared, ExecutorService blocking) {
        this.listening = listening;
        this.shared = shared;
        this.blocking = blocking;
    }

    public static TargetServer start(Listeners listeners, IscsiConfig config, IscsiTargets targets, IscsiEvents events)
            throws IOException {
        for (String name : targets.names()) {
            Optional<Path> image = targets.image(name);
            if (image.isPresent()) {
                OpenImage.open(image.get()).close();
            }
        }
        ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
        Sessions sessions = new Sessions(config.limits());
        Overlays overlays = new Overlays(config.overlays());
        blocking.execute(overlays::sweep);
        Shared shared = new Shared(config, targets, events, sessions, overlays, new ConcurrentHashMap<>(), blocking);
        try {
            return new TargetServer(listeners.tcp(config.address(), new Pipeline(shared)), shared, blocking);
        } catch (IOException taken) {
            blocking.close();
            throw taken;
        }
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    public int sessions() {
        return shared.sessions().count();
    }

    /// What is kept of the sessions' writes is on the disk when this returns.
    @Override
    public void close() {
        listening.close().awaitUninterruptibly();
        shared.sessions().all().forEach(connection -> connection.end(CloseReason.SHUTDOWN));
        try {
            shared.sessions().awaitNone(LAST_GOODBYE);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        blocking.close();
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
            var decoder = new PduFrameDecoder<>(LOGIN_SEGMENT, InitiatorPdus.BODY);
            channel.pipeline().addLast(decoder, new Connection(shared, ends, decoder));
        }
    }
}
