package dev.muster.region.cluster;

/// Where a cluster stands. Stored as the ordinal, which is the number.
public enum ClusterStatus {
    PENDING(0),
    ACCEPTED(1),
    REJECTED(2);

    private final int number;

    ClusterStatus(int number) {
        this.number = number;
    }

    /// MAAS's number.
    public int number() {
        return number;
    }
}
