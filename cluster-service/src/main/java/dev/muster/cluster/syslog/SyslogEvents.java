package dev.muster.cluster.syslog;

/// Is told what happens; called from event loops and the writer, must be quick and safe for concurrent use.
@FunctionalInterface
public interface SyslogEvents {
    void counted(SyslogCount what, long times);

    default void counted(SyslogCount what) {
        counted(what, 1);
    }
}
