package dev.muster.cluster.iscsi.server;

import dev.muster.cluster.iscsi.IscsiPeer;
import dev.muster.cluster.iscsi.Traffic;
import dev.muster.cluster.iscsi.codec.InitiatorPdu;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.Damaged;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.LoginRequest;
import dev.muster.cluster.iscsi.codec.MalformedPdu;
import dev.muster.cluster.iscsi.codec.PduFrameDecoder;
import dev.muster.cluster.iscsi.codec.TargetPdu;
import dev.muster.cluster.iscsi.codec.TargetPdus;
import dev.muster.cluster.iscsi.disk.Disk;
import dev.muster.cluster.iscsi.policy.CloseReason;
import dev.muster.cluster.iscsi.policy.Job;
import dev.muster.cluster.iscsi.policy.KeepAlive;
import dev.muster.cluster.iscsi.policy.Login;
import dev.muster.cluster.iscsi.policy.LoginRefusal;
import dev.muster.cluster.iscsi.policy.LoginStep;
import dev.muster.cluster.iscsi.policy.Session;
import dev.muster.cluster.iscsi.policy.SessionParameters;
import dev.muster.cluster.iscsi.policy.TargetUnits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.unix.Errors;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.lang.System.Logger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One connection from accept to close: the login, then the session.
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails ends the channel, which is heard
final class Connection extends SimpleChannelInboundHandler<InitiatorPdu> {
    private static final Logger LOG = System.getLogger(Connection.class.getName());

    /// Answers that may wait before nothing more is read.
    private static final int MAX_BACKLOG = 64;

    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private sealed interface Phase {
        record LoggingIn(Login login) implements Phase {}

        /// The initiator has to wait for the answer to its login.
        record OpeningImage(Login login) implements Phase {}

        record LoggedIn(IscsiPeer peer, Session session, Outbound outbound, KeepAlive keepAlive) implements Phase {}
    }

    private final Shared shared;
    private final Ends ends;
    private final PduFrameDecoder<InitiatorPdu> decoder;
    private final int handle;
    private final long connected = System.nanoTime();

    private Phase phase;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Disk disk;
    private @Nullable CloseReason closing;
    private int timesMissing;

    Connection(Shared shared, Ends ends, PduFrameDecoder<InitiatorPdu> decoder) {
        this.shared = shared;
        this.ends = ends;
        this.decoder = decoder;
        this.handle = shared.sessions().nextHandle();
        this.phase = new Phase.LoggingIn(new Login(handle, shared.bounds(), shared.sessions()::exists, shared.chap()));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        after(active, shared.limits().loginTimeout(), () -> {
            if (!(phase instanceof Phase.LoggedIn)) {
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
            case Phase.LoggedIn in -> {
                in.keepAlive().heard(System.nanoTime());
                if (pdu instanceof Damaged) {
                    shared.events().malformed(ends.remote(), MalformedPdu.Reason.DATA_DIGEST);
                }
                in.session().on(pdu);
            }
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
        pump(reading);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext changed) throws IOException {
        if (changed.channel().isWritable() && phase instanceof Phase.LoggedIn in) {
            in.keepAlive().heard(System.nanoTime());
            pump(changed);
        }
    }

    /// Sends what the socket takes; reads on when not too much is left.
    private void pump(ChannelHandlerContext writing) throws IOException {
        if (closing == null && phase instanceof Phase.LoggedIn in) {
            in.outbound().pump().ifPresent(reason -> closeAfterWrites(writing, reason));
            writing.channel().config().setAutoRead(in.session().backlog() <= MAX_BACKLOG);
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

    /// Opening a file may take its time: not on the event loop.
    private void find(ChannelHandlerContext at, Login login, String name) {
        Optional<Path> path = shared.targets().image(name, ends.remote().getAddress());
        String node = shared.config().overlays().nodeOf(ends.remote().getAddress(), login.initiator());
        if (path.isEmpty()) {
            take(at, login, login.refuse(LoginRefusal.TARGET_NOT_FOUND));
            return;
        }
        phase = new Phase.OpeningImage(login);
        shared.waiting().execute(() -> {
            try {
                Disk opened = shared.overlays().open(path.get(), name, node);
                at.executor().execute(() -> opened(at, login, opened));
            } catch (IOException unusable) {
                LOG.log(Logger.Level.WARNING, "cannot serve {0}: {1}", name, unusable.toString());
                at.executor().execute(() -> take(at, login, login.refuse(LoginRefusal.TARGET_UNUSABLE)));
            }
        });
    }

    private void opened(ChannelHandlerContext at, Login login, Disk opened) {
        disk = opened;
        if (!at.channel().isActive()) {
            closeDisk();
            return;
        }
        phase = new Phase.LoggingIn(login);
        take(at, login, login.found());
    }

    private void admit(ChannelHandlerContext at, Login login, LoginStep.Complete complete) {
        SessionParameters settled = complete.parameters();
        switch (shared.sessions().admit(ends.remote().getAddress(), settled, handle, this)) {
            case Sessions.Admission.Full full -> take(at, login, login.refuse(LoginRefusal.TOO_MANY_SESSIONS));
            case Sessions.Admission.Admitted(Optional<Connection> replaced) -> {
                replaced.ifPresent(old -> old.end(CloseReason.REINSTATED));
                begin(at, complete);
                send(at, complete.response());
            }
        }
    }

    private void begin(ChannelHandlerContext at, LoginStep.Complete complete) {
        SessionParameters settled = complete.parameters();
        TargetUnits units = disk == null ? null : new TargetUnits(settled.target(), disk);
        Session session = new Session(complete, units, shared.targets()::names, ends.portal());
        KeepAlive keepAlive = new KeepAlive(shared.limits().keepAlive(), System.nanoTime());
        IscsiPeer peer = new IscsiPeer(ends.remote(), settled.initiator(), settled.target());
        phase = new Phase.LoggedIn(
                peer,
                session,
                new Outbound(at, session, Optional.ofNullable(disk), job -> run(at, session, job)),
                keepAlive);
        decoder.maxDataSegment(shared.limits().maxDataSegment());
        decoder.digests(settled.digests());
        shared.events().loggedIn(peer, Duration.ofNanos(System.nanoTime() - connected));
        tick(at);
    }

    private void tick(ChannelHandlerContext at) {
        after(at, shared.limits().keepAlive().dividedBy(2), () -> {
            if (!at.channel().isActive() || !(phase instanceof Phase.LoggedIn in)) {
                return;
            }
            switch (in.keepAlive().onTick(System.nanoTime())) {
                case FINE -> {}
                case PING -> ping(at, in);
                case GONE -> close(at, CloseReason.PEER_SILENT);
            }
            leaveRemovedTarget(at, in);
            tick(at);
        });
    }

    /// A name that is missing twice in a row, while there are others, was taken away; a list that is empty, or cannot
    /// be read, is no reason to take the root disk from running machines.
    private void leaveRemovedTarget(ChannelHandlerContext at, Phase.LoggedIn in) {
        String target = in.peer().target();
        List<String> names = shared.targets().names();
        boolean missing = !target.isEmpty() && !names.isEmpty() && !names.contains(target);
        timesMissing = missing ? timesMissing + 1 : 0;
        if (timesMissing == 2) {
            in.session().askForLogout((int) LAST_WORDS.toSeconds());
            pumpAgain(at);
            after(at, LAST_WORDS, () -> close(at, CloseReason.REMOVED));
        }
    }

    private void ping(ChannelHandlerContext at, Phase.LoggedIn in) {
        in.session().ping();
        pumpAgain(at);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext at, Throwable cause) {
        Throwable real = cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause;
        switch (real) {
            case MalformedPdu malformed -> {
                shared.events().malformed(ends.remote(), malformed.reason());
                LOG.log(Logger.Level.DEBUG, "{0}: {1}", ends.remote(), malformed.getMessage());
                close(at, CloseReason.MALFORMED);
            }
            case Errors.NativeIoException lost -> close(at, CloseReason.PEER_CLOSED);
            case IOException broken -> {
                LOG.log(Logger.Level.WARNING, "{0}: {1}", ends.remote(), broken.toString());
                close(at, CloseReason.IO_ERROR);
            }
            default -> {
                LOG.log(Logger.Level.ERROR, "iSCSI connection of " + ends.remote(), real);
                close(at, CloseReason.IO_ERROR);
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        CloseReason reason = closing == null ? CloseReason.PEER_CLOSED : closing;
        closing = reason;
        closeDisk();
        if (phase instanceof Phase.LoggedIn in) {
            shared.sessions().leave(handle, this);
            shared.events()
                    .loggedOut(
                            in.peer(),
                            reason,
                            new Traffic(in.outbound().diskBytes(), in.session().bytesWritten()));
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
        after(at, LAST_WORDS, at::close);
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

    /// What waits for a disk goes to another thread and comes back to the loop.
    private void run(ChannelHandlerContext at, Session session, Job job) {
        shared.waiting().execute(() -> {
            job.run();
            at.executor().execute(() -> {
                session.finished(job);
                pumpAgain(at);
            });
        });
    }

    private void pumpAgain(ChannelHandlerContext at) {
        try {
            pump(at);
        } catch (IOException broken) {
            exceptionCaught(at, broken);
        }
    }

    /// An overlay that is kept is flushed first.
    private void closeDisk() {
        Disk last = disk;
        disk = null;
        if (last == null) {
            return;
        }
        Runnable work = () -> {
            try {
                last.close();
            } catch (IOException failed) {
                LOG.log(Logger.Level.WARNING, "closing a disk of {0}: {1}", ends.remote(), failed.toString());
            }
        };
        try {
            shared.waiting().execute(work);
        } catch (RejectedExecutionException stopped) {
            work.run();
        }
    }
}
