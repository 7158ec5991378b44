package dev.muster.cluster.syslog;

/// Gets every line beside the log files. Called on the one thread that writes them: it must not block.
@FunctionalInterface
public interface SyslogSink {
    void accept(ReceivedLine line);
}
