package dev.muster.region.lifecycle;

import dev.muster.model.event.BootStep;
import dev.muster.region.events.BootTrail.Step;
import java.util.List;

/// Tells the boots of a machine apart.
final class LastBoot {
    private LastBoot() {}

    /// The steps of the last boot alone. A boot begins with a loader, or the question what to boot, after any step
    /// that comes later than these; the address that it got before counts as part of it.
    static List<Step> of(List<Step> steps) {
        int start = 0;
        boolean under = false;
        for (int i = 0; i < steps.size(); i++) {
            BootStep step = steps.get(i).step();
            boolean early = step == BootStep.LOADER || step == BootStep.BOOT_CONFIG;
            if (early && under) {
                start = i;
                under = false;
            } else if (step.compareTo(BootStep.BOOT_CONFIG) > 0 && step.compareTo(BootStep.NODE_REPORT) < 0) {
                under = true;
            }
        }
        while (start > 0 && address(steps.get(start - 1).step())) {
            start--;
        }
        return steps.subList(start, steps.size());
    }

    private static boolean address(BootStep step) {
        return step == BootStep.DHCP_OFFER || step == BootStep.DHCP_LEASE;
    }
}
