package dev.muster.region.lifecycle;

/// What can be done about the power of a machine, by the kind of its power control.
enum PowerControl {
    /// A person switches it.
    BY_HAND(false, false, false),
    /// It can be switched on, and no more.
    ON_ONLY(true, false, false),
    /// It can be switched, and nobody knows whether it was.
    BLIND(true, true, false),
    WHOLE(true, true, true);

    private final boolean on;
    private final boolean off;
    private final boolean queryable;

    PowerControl(boolean on, boolean off, boolean queryable) {
        this.on = on;
        this.off = off;
        this.queryable = queryable;
    }

    /// @param powerType in MAAS's names
    static PowerControl of(String powerType) {
        return switch (powerType) {
            case "", "manual" -> BY_HAND;
            case "ether_wake" -> ON_ONLY;
            case "dli", "fence_cdu" -> BLIND;
            default -> WHOLE;
        };
    }

    boolean on() {
        return on;
    }

    boolean off() {
        return off;
    }

    /// Whether it can be asked if the machine is on.
    boolean queryable() {
        return queryable;
    }
}
