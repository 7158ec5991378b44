package dev.muster.cluster.tftp;

import dev.muster.cluster.tftp.codec.MalformedTftpPacket;
import dev.muster.cluster.tftp.policy.TransferOutcome;
import java.net.InetSocketAddress;
import java.time.Duration;

/// What the server tells whoever watches it. Called on event loops and virtual threads: must not block.
public interface TftpEvents {
    /// Nobody watches.
    TftpEvents NONE = new TftpEvents() {};

    /// The first packet of a transfer goes out.
    default void started(TftpRequest request) {}

    /// @param bytes octets of the file that the client acknowledged
    /// @param took since the request came in
    default void finished(TftpRequest request, long bytes, Duration took, TransferOutcome outcome) {}

    /// A request was answered with an ERROR.
    ///
    /// @param path made printable
    default void refused(InetSocketAddress client, String path, Refusal reason) {}

    /// There is no such file. The refusal is told as well.
    default void absent(TftpRequest request, String reason) {}

    /// A request was left unanswered by its route.
    default void silent(TftpRequest request, String reason) {}

    /// A route broke; the request was left unanswered.
    default void failed(TftpRequest request, Exception cause) {}

    /// A packet was dropped.
    default void dropped(InetSocketAddress client, Drop reason) {}

    default void malformed(InetSocketAddress client, MalformedTftpPacket.Reason reason) {}

    /// @param blocks how many blocks went out once more; 1 for an OACK
    default void retransmitted(TftpRequest request, int blocks) {}

    /// Why a request was answered with an ERROR.
    enum Refusal {
        NOT_FOUND,
        UNSAFE_PATH,
        WRITE,
        TOO_LARGE_FOR_NETASCII,
        TRY_AGAIN
    }

    /// Why a packet was dropped.
    enum Drop {
        /// As many transfers as the server takes are running.
        TOO_MANY_TRANSFERS,
        /// As many transfers as one client may have are running.
        TOO_MANY_OF_CLIENT,
        /// The same request came again before the client heard of the first one's transfer.
        REPEATED_REQUEST,
        /// Not a request, on the port for requests.
        STRAY,
        /// From a socket that the transfer does not belong to; it was told so with ERROR 5.
        UNKNOWN_TRANSFER_ID,
        /// The transfer's socket could not be had.
        NO_SOCKET
    }
}
