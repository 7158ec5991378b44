package dev.muster.cluster.syslog;

/// Gets lines beside the log files, on a thread of its own: what it has no time for is left out and counted.
@FunctionalInterface
public interface SyslogSink {
    /// @param line refers to memory that it shares with others: who keeps it, keeps a copy of what is needed
    void accept(ReceivedLine line);
}
