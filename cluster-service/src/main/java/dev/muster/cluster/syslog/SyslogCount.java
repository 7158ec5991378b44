package dev.muster.cluster.syslog;

/// What the receiver counts.
public enum SyslogCount {
    RECEIVED_UDP("messages received over UDP"),
    RECEIVED_TCP("messages received over TCP"),
    RECEIVED_TLS("messages received over TLS"),
    MALFORMED_EMPTY("messages without any text, thrown away"),
    MALFORMED_PRIORITY("messages with an illegal priority, kept as plain text"),
    MALFORMED_FRAME("TLS connections closed because a message came without its length"),
    TRUNCATED("messages longer than the limit, cut"),
    DROPPED("messages thrown away because the writer was behind"),
    DROPPED_BY_KERNEL("datagrams that were lost before they were read, because the socket's receive buffer was full"),
    HOST_LIMIT("lines filed under their sender's address, which had named too many hosts on that day"),
    WRITTEN("lines written to a log file"),
    LOST("lines that could not be written: disk full or directory not writable"),
    FILES_REMOVED("log files removed because they were too old or too many"),
    RESERVE_KEPT("lines not written because the disk is down to its reserve"),
    NOT_FORWARDED("lines that are in their files only: more came than are handed on"),
    SINK_FAILED("lines that could not be handed on"),
    CONNECTION_OPENED("TCP and TLS connections taken"),
    CONNECTION_REFUSED("TCP and TLS connections beyond the limit, closed at once"),
    CONNECTION_CLOSED("TCP and TLS connections ended"),
    TLS_FAILED("TLS handshakes that failed, or did not come about in time");

    private final String description;

    SyslogCount(String description) {
        this.description = description;
    }

    /// Help text of the metric.
    public String description() {
        return description;
    }
}
