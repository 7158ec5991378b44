package dev.muster.cluster.iscsi.session;

import dev.muster.cluster.iscsi.codec.TargetPdu;

/// What a session wants done next.
public sealed interface Output {
    record Send(TargetPdu pdu) implements Output {}

    /// A Data-In whose data are these bytes of the image.
    record SendImage(TargetPdu.DataIn header, long position, int length) implements Output {}

    /// Run this where waiting is allowed, then call [Session#finished].
    record Run(Job job) implements Output {}

    /// Close once all before is sent.
    record End(CloseReason reason) implements Output {}
}
