package dev.muster.cluster.syslog;

/// How a line came in.
public enum Transport {
    UDP,
    TCP,
    TLS
}
