package dev.muster.local;

/// The servers of one machine, in the order of their start.
public enum ServiceName {
    POSTGRES("PostgreSQL", "postgres"),
    KAFKA("Kafka", "kafka"),
    PROXY("apt proxy", "squid"),
    REGION("region", "region"),
    CLUSTER("cluster", "cluster");

    private final String title;
    private final String fileName;

    ServiceName(String title, String fileName) {
        this.title = title;
        this.fileName = fileName;
    }

    public String title() {
        return title;
    }

    /// The name of its folder, of its log without `.log`, and its name on the command line.
    public String fileName() {
        return fileName;
    }
}
