package dev.muster.lab;

import dev.muster.model.node.MacAddress;
import dev.muster.testing.Requirements;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A deployed machine with a BIOS boots its own disk, told so by PXELINUX.
class LocalBootIT {

    @Test
    void deployedMachineBootsItsDiskWhileTheRegionIsAway() throws Exception {
        LocalDisk.tools().forEach(Requirements::needTools);
        new DeployedMachine(SharedRack.get(), MacAddress.of("52:54:00:77:04:01")).bootsItsDisk(Firmware.BIOS, Map.of());
    }
}
