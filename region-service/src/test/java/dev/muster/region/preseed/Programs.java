package dev.muster.region.preseed;

import java.util.Map;

/// The programs with the settings that a region has by itself.
final class Programs {
    private Programs() {}

    static MachinePrograms programs() {
        return new MachinePrograms(PreseedsTest.settings(Map.of()));
    }
}
