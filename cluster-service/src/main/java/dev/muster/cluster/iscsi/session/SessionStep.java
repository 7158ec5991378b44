package dev.muster.cluster.iscsi.session;

import dev.muster.cluster.iscsi.codec.TargetPdu;

/// What the connection has to do next for its session.
public sealed interface SessionStep {
    record Send(TargetPdu pdu) implements SessionStep {}

    /// A Data-In whose data are these bytes of the image.
    record SendImage(TargetPdu.DataIn header, long position, int length) implements SessionStep {}

    /// Run this where waiting is allowed, then call [Session#finished].
    record Run(BlockingWork work) implements SessionStep {}

    /// Close once all before is sent.
    record Close(CloseReason reason) implements SessionStep {}
}
