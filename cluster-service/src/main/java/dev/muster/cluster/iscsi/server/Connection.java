package dev.muster.cluster.iscsi.server;

import dev.muster.cluster.iscsi.codec.InitiatorPdu;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.LoginRequest;
import dev.muster.cluster.iscsi.codec.MalformedPdu;
import dev.muster.cluster.iscsi.codec.PduFrameDecoder;
import dev.muster.cluster.iscsi.codec.TargetPdu;
import dev.muster.cluster.iscsi.codec.TargetPdus;
import dev.muster.cluster.iscsi.session.CloseReason;
import dev.muster.cluster.iscsi.session.Login;
import dev.muster.cluster.iscsi.session.LoginRefusal;
import dev.muster.cluster.iscsi.session.LoginStep;
import dev.muster.cluster.iscsi.session.SessionParameters;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.unix.Errors;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One connection from accept to close: the login, then the session.
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails ends the channel, which is heard
final class Connection extends SimpleChannelInboundHandler<InitiatorPdu> {
    private static final Logger LOG = Logger.getLogger(Connection.class);

    /// How long a peer has to read the last PDU.
    static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private sealed interface Phase {
        record LoggingIn(Login login) implements Phase {}

        /// The initiator has to wait for the answer to its login.
        record OpeningImage(Login login) implements Phase {}

        record FullFeature(FullFeaturePhase session) implements Phase {}
    }

    private final Shared shared;
    private final Ends ends;
    private final SessionDisk disk;
    private final PduFrameDecoder<InitiatorPdu> decoder;
    private final int handle;
    private final long connected = System.nanoTime();

    private Phase phase;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Origin origin;
    private @Nullable CloseReason closing;

    Connection(Shared shared, Ends ends, PduFrameDecoder<InitiatorPdu> decoder) {
        this.shared = shared;
        this.ends = ends;
        this.disk = new SessionDisk(shared, ends);
        this.decoder = decoder;
        this.handle = shared.sessions().nextHandle();
        this.phase = new Phase.LoggingIn(new Login(
                handle,
                shared.bounds(),
                shared.sessions()::exists,
                Optional.of(shared.chap(() -> origin().machine()))));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        after(active, shared.limits().loginTimeout(), () -> {
            if (!(phase instanceof Phase.FullFeature)) {
                close(active, CloseReason.LOGIN_TIMEOUT);
            }
        });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext reading, InitiatorPdu pdu) throws MalformedPdu, IOException {
        if (closing != null) {
            return;
        }
        switch (phase) {
            case Phase.LoggingIn(Login login)
            when pdu instanceof LoginRequest request -> take(reading, login, login.on(request));
            case Phase.FullFeature(FullFeaturePhase session) -> session.on(pdu);
            case Phase.LoggingIn early -> throw outOfState(early, pdu);
            case Phase.OpeningImage early -> throw outOfState(early, pdu);
        }
    }

    private static MalformedPdu outOfState(Phase phase, InitiatorPdu pdu) {
        String what =
                pdu.getClass().getSimpleName() + " while " + phase.getClass().getSimpleName();
        return new MalformedPdu(MalformedPdu.Reason.OUT_OF_STATE, what);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext reading) throws IOException {
        if (phase instanceof Phase.FullFeature(FullFeaturePhase session)) {
            session.pump();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext changed) throws IOException {
        if (changed.channel().isWritable() && phase instanceof Phase.FullFeature(FullFeaturePhase session)) {
            session.writable();
        }
    }

    private void take(ChannelHandlerContext at, Login login, LoginStep step) {
        switch (step) {
            case LoginStep.Answer(TargetPdu.LoginResponse response) -> send(at, response);
            case LoginStep.FindTarget(String name) -> find(at, login, name);
            case LoginStep.Refuse(TargetPdu.LoginResponse response, LoginRefusal refusal) -> {
                shared.events().loginRefused(ends.remote(), refusal);
                send(at, response);
                closeAfterWrites(at, CloseReason.LOGIN_REFUSED);
            }
            case LoginStep.Complete complete -> admit(at, login, complete);
        }
    }

    /// The same for the whole life of the connection, looked up when it first matters.
    private Origin origin() {
        Origin known = origin;
        if (known == null) {
            InetAddress address = ends.remote().getAddress();
            known = new Origin(address, shared.config().machines().attested(address));
            origin = known;
        }
        return known;
    }

    private void find(ChannelHandlerContext at, Login login, String name) {
        if (shared.keepsWrites() && origin().machine().isEmpty()) {
            take(at, login, login.refuse(LoginRefusal.NOT_ATTESTED));
            return;
        }
        Optional<Path> path = shared.targets().image(name, ends.remote().getAddress());
        if (path.isEmpty()) {
            take(at, login, login.refuse(LoginRefusal.TARGET_NOT_FOUND));
            return;
        }
        phase = new Phase.OpeningImage(login);
        disk.open(path.get(), name, origin().machine(), at.executor(), there -> {
            if (!at.channel().isActive()) {
                disk.close();
                return;
            }
            phase = new Phase.LoggingIn(login);
            take(at, login, there ? login.found() : login.refuse(LoginRefusal.TARGET_UNUSABLE));
        });
    }

    private void admit(ChannelHandlerContext at, Login login, LoginStep.Complete complete) {
        SessionParameters parameters = complete.parameters();
        switch (shared.sessions().admit(origin(), parameters, handle, this)) {
            case Sessions.Admission.Full full -> take(at, login, login.refuse(LoginRefusal.TOO_MANY_SESSIONS));
            case Sessions.Admission.Admitted(Optional<Connection> replaced) -> {
                replaced.ifPresent(old -> old.end(CloseReason.REINSTATED));
                login.proven().ifPresent(this::used);
                begin(at, complete);
                send(at, complete.response());
            }
        }
    }

    private void used(String name) {
        origin().machine().ifPresent(machine -> shared.config().boots().used(machine, name));
    }

    private void begin(ChannelHandlerContext at, LoginStep.Complete complete) {
        Optional<FullFeaturePhase.Unit> unit = disk.opened()
                .map(opened -> new FullFeaturePhase.Unit(opened, shared.reservations(origin(), complete.parameters())));
        var session = new FullFeaturePhase(shared, ends, new ChannelTransport(at), at, complete, unit);
        phase = new Phase.FullFeature(session);
        decoder.maxDataSegment(shared.limits().maxDataSegment());
        decoder.digests(complete.parameters().digests());
        shared.events().loggedIn(session.peer(), Duration.ofNanos(System.nanoTime() - connected));
        session.checkPeriodically();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext at, Throwable cause) {
        Throwable real = cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause;
        switch (real) {
            case MalformedPdu malformed -> {
                shared.events().malformed(ends.remote(), malformed.reason());
                LOG.debugf("%s: %s", ends.remote(), malformed.getMessage());
                close(at, CloseReason.MALFORMED);
            }
            case Errors.NativeIoException lost -> close(at, CloseReason.PEER_CLOSED);
            case IOException broken -> {
                LOG.warnf("%s: %s", ends.remote(), broken);
                close(at, CloseReason.IO_ERROR);
            }
            default -> {
                LOG.error("iSCSI connection of " + ends.remote(), real);
                close(at, CloseReason.IO_ERROR);
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        CloseReason reason = closing == null ? CloseReason.PEER_CLOSED : closing;
        closing = reason;
        disk.close();
        if (phase instanceof Phase.FullFeature(FullFeaturePhase session)) {
            shared.sessions().leave(handle, this);
            session.ended(reason);
        } else {
            shared.events().closedBeforeLogin(ends.remote(), reason);
        }
    }

    /// From any thread.
    void end(CloseReason reason) {
        ChannelHandlerContext at = context;
        if (at != null) {
            at.executor().execute(() -> close(at, reason));
        }
    }

    private void close(ChannelHandlerContext at, CloseReason reason) {
        if (closing == null) {
            closing = reason;
        }
        at.close();
    }

    /// A peer that does not read does not hold the connection for long.
    private void closeAfterWrites(ChannelHandlerContext at, CloseReason reason) {
        closing = reason;
        at.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        after(at, CLOSE_TIMEOUT, at::close);
    }

    private void send(ChannelHandlerContext at, TargetPdu pdu) {
        ByteBuf buffer = at.alloc().ioBuffer();
        TargetPdus.encode(pdu, buffer);
        at.writeAndFlush(buffer, at.voidPromise());
    }

    private static void after(ChannelHandlerContext at, Duration delay, Runnable what) {
        var scheduled = at.executor().schedule(what, delay.toNanos(), TimeUnit.NANOSECONDS);
        at.channel().closeFuture().addListener(closed -> scheduled.cancel(false));
    }

    private final class ChannelTransport implements FullFeaturePhase.Transport {
        private final ChannelHandlerContext at;

        ChannelTransport(ChannelHandlerContext at) {
            this.at = at;
        }

        @Override
        public void after(Duration delay, Runnable what) {
            Connection.after(at, delay, what);
        }

        @Override
        public void close(CloseReason reason) {
            Connection.this.close(at, reason);
        }

        @Override
        public void closeAfterWrites(CloseReason reason) {
            Connection.this.closeAfterWrites(at, reason);
        }

        @Override
        public boolean isClosing() {
            return closing != null;
        }

        @Override
        public void failed(IOException broken) {
            exceptionCaught(at, broken);
        }
    }
}
