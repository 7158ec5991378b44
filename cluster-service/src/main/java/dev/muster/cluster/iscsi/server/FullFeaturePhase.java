package dev.muster.cluster.iscsi.server;

import dev.muster.cluster.iscsi.IscsiPeer;
import dev.muster.cluster.iscsi.Traffic;
import dev.muster.cluster.iscsi.codec.InitiatorPdu;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.Damaged;
import dev.muster.cluster.iscsi.codec.MalformedPdu;
import dev.muster.cluster.iscsi.disk.Disk;
import dev.muster.cluster.iscsi.scsi.NexusReservations;
import dev.muster.cluster.iscsi.scsi.TargetUnits;
import dev.muster.cluster.iscsi.session.BlockingWork;
import dev.muster.cluster.iscsi.session.CloseReason;
import dev.muster.cluster.iscsi.session.KeepAlive;
import dev.muster.cluster.iscsi.session.LoginStep;
import dev.muster.cluster.iscsi.session.Session;
import dev.muster.cluster.iscsi.session.SessionParameters;
import io.netty.channel.ChannelHandlerContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The full feature phase of a connection (RFC 7143 4.2.5): PDUs in and out, and whether the peer and the target are
/// still there. Runs on the event loop of the connection.
final class FullFeaturePhase {
    /// Answers that may wait before nothing more is read.
    private static final int MAX_BACKLOG = 64;

    /// What the session reads and writes.
    ///
    /// @param reservations where machines may reserve it
    record Unit(Disk disk, Optional<NexusReservations> reservations) {}

    /// The connection that it runs on.
    interface Transport {
        /// Does something later unless the connection is closed by then.
        void after(Duration delay, Runnable what);

        void close(CloseReason reason);

        /// Once all that was written has left.
        void closeAfterWrites(CloseReason reason);

        boolean isClosing();

        /// For a failure outside the handlers of the channel.
        void failed(IOException broken);
    }

    private final Shared shared;
    private final Ends ends;
    private final Transport transport;
    private final ChannelHandlerContext at;
    private final IscsiPeer peer;
    private final Optional<NexusReservations> reservations;
    private final Session session;
    private final Outbound outbound;
    private final KeepAlive keepAlive;
    private int timesMissing;

    /// @param unit none in a discovery session
    FullFeaturePhase(
            Shared shared,
            Ends ends,
            Transport transport,
            ChannelHandlerContext at,
            LoginStep.Complete complete,
            Optional<Unit> unit) {
        SessionParameters parameters = complete.parameters();
        this.shared = shared;
        this.ends = ends;
        this.transport = transport;
        this.at = at;
        this.peer = new IscsiPeer(ends.remote(), parameters.initiator(), parameters.target());
        this.reservations = unit.flatMap(Unit::reservations);
        TargetUnits units = unit.map(opened -> new TargetUnits(parameters.target(), opened.disk(), reservations))
                .orElse(null);
        this.session = new Session(complete, units, shared.targets()::names, ends.portal());
        this.outbound = new Outbound(at, session, unit.map(Unit::disk), this::run);
        this.keepAlive = new KeepAlive(shared.limits().keepAlive(), System.nanoTime());
    }

    IscsiPeer peer() {
        return peer;
    }

    void on(InitiatorPdu pdu) throws MalformedPdu {
        keepAlive.heard(System.nanoTime());
        if (pdu instanceof Damaged) {
            shared.events().malformed(ends.remote(), MalformedPdu.Reason.DATA_DIGEST);
        }
        session.on(pdu);
    }

    /// The socket takes more again: the peer reads.
    void writable() throws IOException {
        keepAlive.heard(System.nanoTime());
        pump();
    }

    /// Sends what the socket takes; reads on when not too much is left.
    void pump() throws IOException {
        if (!transport.isClosing()) {
            outbound.pump().ifPresent(transport::closeAfterWrites);
            at.channel().config().setAutoRead(session.backlog() <= MAX_BACKLOG);
        }
    }

    private void pumpAgain() {
        try {
            pump();
        } catch (IOException broken) {
            transport.failed(broken);
        }
    }

    /// What waits for a disk goes to another thread and comes back to the loop.
    private void run(BlockingWork work) {
        shared.blocking().execute(() -> {
            work.run();
            at.executor().execute(() -> {
                session.finished(work);
                pumpAgain();
            });
        });
    }

    /// Checks periodically, from here on, whether the peer and the target are there.
    void checkPeriodically() {
        transport.after(shared.limits().keepAlive().dividedBy(2), () -> {
            if (!at.channel().isActive()) {
                return;
            }
            switch (keepAlive.onTick(System.nanoTime())) {
                case FINE -> {}
                case PING -> {
                    session.ping();
                    pumpAgain();
                }
                case GONE -> transport.close(CloseReason.PEER_SILENT);
            }
            leaveRemovedTarget();
            checkPeriodically();
        });
    }

    /// A name that is missing twice in a row, while there are others, was taken away; a list that is empty, or cannot
    /// be read, is no reason to take the root disk from running machines.
    private void leaveRemovedTarget() {
        List<String> names = shared.targets().names();
        boolean missing = !peer.target().isEmpty() && !names.isEmpty() && !names.contains(peer.target());
        timesMissing = missing ? timesMissing + 1 : 0;
        if (timesMissing == 2) {
            session.requestLogout((int) Connection.CLOSE_TIMEOUT.toSeconds());
            pumpAgain();
            transport.after(Connection.CLOSE_TIMEOUT, () -> transport.close(CloseReason.REMOVED));
        }
    }

    void ended(CloseReason reason) {
        reservations.ifPresent(NexusReservations::leave);
        shared.events().loggedOut(peer, reason, new Traffic(outbound.diskBytes(), session.bytesWritten()));
    }
}
