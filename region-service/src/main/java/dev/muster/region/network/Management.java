package dev.muster.region.network;

/// What a cluster does for a subnet. Stored as the ordinal, which is the number.
public enum Management {
    UNMANAGED(0),
    DHCP(1),
    DHCP_AND_DNS(2);

    private final int number;

    Management(int number) {
        this.number = number;
    }

    /// MAAS's number.
    public int number() {
        return number;
    }
}
