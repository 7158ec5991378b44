package dev.muster.cluster.tftp.policy;

/// What a transfer wants done next.
public sealed interface Step {

    /// Nothing, until the next packet or the deadline.
    record Rest() implements Step {
        static final Rest REST = new Rest();
    }

    /// Send the OACK of the transfer's terms.
    ///
    /// @param repeated whether it went out before
    record Offer(boolean repeated) implements Step {}

    /// Send DATA packets.
    ///
    /// @param first block counted from 1, without wrap; on the wire it is this number modulo 65536
    /// @param repeated how many of them went out before
    record Blocks(long first, int count, int repeated) implements Step {}

    /// The transfer is over.
    record Done(TransferOutcome outcome) implements Step {}
}
