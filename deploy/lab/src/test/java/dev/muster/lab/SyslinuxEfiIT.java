package dev.muster.lab;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The operator chose `syslinux.efi` for UEFI machines.
@Tag("full")
class SyslinuxEfiIT {
    private static @Nullable SharedRack rack;

    @BeforeAll
    static void aRackWithThatLoader() throws IOException {
        rack = SharedRack.start("syslinux", Firmware.UEFI_SYSLINUX.settings());
    }

    @AfterAll
    static void endTheRack() {
        if (rack != null) {
            rack.close();
        }
    }

    @Test
    void anEmptyMachineEnlistsItself() throws Exception {
        EmptyMachine.enlistsItself(Objects.requireNonNull(rack), Firmware.UEFI_SYSLINUX);
    }
}
