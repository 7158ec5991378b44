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

    private PowerTypes() {}

    /// The empty type is known: it means that nobody has found out yet.
    public static boolean known(String type) {
        return KNOWN.contains(type);
    }
}
