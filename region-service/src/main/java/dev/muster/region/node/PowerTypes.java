package dev.muster.region.node;

import java.util.Set;

/// The ways to switch a machine on and off that nodes can have.
public final class PowerTypes {
    private static final Set<String> KNOWN = Set.of(
            "",
            "amt",
            "dli",
            "ether_wake",
            "fence_cdu",
            "ipmi",
            "manual",
            "moonshot",
            "mscm",
            "redfish",
            "sm15k",
            "ucsm",
            "virsh",
            "webhook");

    /// Those by which a cluster goes where it is told: to any URL, or with its own key to any hypervisor.
    private static final Set<String> FAR_REACHING = Set.of("redfish", "virsh", "webhook");

    private PowerTypes() {}

    /// Whether a machine, or anybody but an administrator, may say that a machine is switched so.
    public static boolean anybodyMaySay(String type) {
        return known(type) && !FAR_REACHING.contains(type);
    }

    /// The empty type is known: it means that nobody has found out yet.
    public static boolean known(String type) {
        return KNOWN.contains(type);
    }
}
