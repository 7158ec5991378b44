package dev.muster.cluster.tftp.codec;

/// The error codes of RFC 1350 5 and RFC 2347 (8).
public enum TftpError {
    /// See the message, if there is one.
    UNDEFINED(0),
    FILE_NOT_FOUND(1),
    ACCESS_VIOLATION(2),
    DISK_FULL(3),
    ILLEGAL_OPERATION(4),
    UNKNOWN_TRANSFER_ID(5),
    FILE_EXISTS(6),
    NO_SUCH_USER(7),
    /// A client ends the transfer with it after an OACK that it does not like.
    OPTION_REFUSED(8);

    private final int number;

    TftpError(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
