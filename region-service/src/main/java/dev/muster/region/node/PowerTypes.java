package dev.muster.region.node;

import dev.muster.region.refusal.RefusedException;
import java.util.Set;
import java.util.stream.Collectors;

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

    /// The type itself.
    ///
    /// @throws RefusedException naming the field and what can be chosen
    public static String checked(String type) {
        if (!known(type)) {
            String choices =
                    KNOWN.stream().filter(one -> !one.isEmpty()).sorted().collect(Collectors.joining(", "));
            throw RefusedException.field(
                    "power_type", "'" + shown(type) + "' is not a power type. Choices are: " + choices + ".");
        }
        return type;
    }

    private static String shown(String type) {
        return type.length() > 80 ? type.substring(0, 80) + "…" : type;
    }

    /// The empty type is known: it means that nobody has found out yet.
    public static boolean known(String type) {
        return KNOWN.contains(type);
    }
}
