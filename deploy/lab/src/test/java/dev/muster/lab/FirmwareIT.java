package dev.muster.lab;

import dev.muster.testing.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every kind of firmware boots an empty machine to its enlistment, each by a loader of its own.
class FirmwareIT {
    private static @Nullable SharedRack rack;

    @BeforeAll
    static void aRackWithTheUsualSettings() throws IOException {
        Requirements.need(Files.exists(Path.of("/usr/share/OVMF/OVMF_CODE_4M.fd")), "needs Debian's package ovmf");
        rack = SharedRack.start("firmware", Firmware.UEFI.settings());
    }

    @AfterAll
    static void endTheRack() {
        if (rack != null) {
            rack.close();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Firmware.class,
            names = {"IPXE", "UEFI", "UEFI_HTTP"})
    void anEmptyMachineEnlistsItself(Firmware firmware) throws Exception {
        EmptyMachine.enlistsItself(Objects.requireNonNull(rack), firmware);
    }

    @Tag("full")
    @Test
    void anEmptyMachineEnlistsItselfWithSecureBootOn() throws Exception {
        EmptyMachine.enlistsItself(Objects.requireNonNull(rack), Firmware.UEFI_SECURE);
    }
}
