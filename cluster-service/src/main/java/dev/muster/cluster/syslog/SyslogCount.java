package dev.muster.cluster.syslog;

/// What the receiver counts.
public enum SyslogCount {
    RECEIVED_UDP("messages received over UDP"),
    RECEIVED_TCP("messages received over TCP"),
    MALFORMED_EMPTY("messages without any text, thrown away"),
    MALFORMED_PRIORITY("messages with an illegal priority, kept as plain text"),
    TRUNCATED("messages longer than the limit, cut"),
    DROPPED("messages thrown away because the writer was behind"),
    WRITTEN("lines written to a log file"),
    LOST("lines that could not be written: disk full or directory not writable"),
    SINK_FAILED("lines that could not be published"),
    CONNECTION_OPENED("TCP connections taken"),
    CONNECTION_REFUSED("TCP connections beyond the limit, closed at once"),
    CONNECTION_CLOSED("TCP connections ended");

    private final String description;

    SyslogCount(String description) {
        this.description = description;
    }

    /// Help text of the metric.
    public String description() {
        return description;
    }
}
