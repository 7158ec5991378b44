package dev.muster.cluster.iscsi.session;

/// Why a login was refused; the status class and detail of RFC 7143 11.13.5.
public enum LoginRefusal {
    /// Text that cannot be read, a stage out of order, or a negotiation without end.
    INITIATOR_ERROR(0x0200),
    /// The initiator wants to authenticate by a method that is not offered.
    AUTHENTICATION(0x0201),
    /// What is written here is kept for the machine, and the cluster does not vouch for which one this is.
    NOT_ATTESTED(0x0202),
    TARGET_NOT_FOUND(0x0203),
    UNSUPPORTED_VERSION(0x0205),
    /// A second connection in a session.
    TOO_MANY_CONNECTIONS(0x0206),
    MISSING_PARAMETER(0x0207),
    SESSION_TYPE(0x0209),
    NO_SUCH_SESSION(0x020a),
    /// The target is known, its image cannot be used.
    TARGET_UNUSABLE(0x0301),
    /// The limit of sessions, in total or of this client.
    TOO_MANY_SESSIONS(0x0302);

    private final int status;

    LoginRefusal(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }
}
