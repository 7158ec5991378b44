package dev.muster.lab;

import dev.muster.model.node.MacAddress;
import dev.muster.testing.Requirements;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A deployed machine boots its own disk by whatever loader its firmware got.
@Tag("full")
class LocalBootFirmwareIT {
    private static @Nullable SharedRack rack;

    @BeforeAll
    static void aRackWithTheUsualSettings() throws IOException {
        LocalDisk.tools().forEach(Requirements::needTools);
        rack = SharedRack.start("local-boot", Firmware.UEFI.settings());
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
            names = {"IPXE", "UEFI", "UEFI_SECURE", "UEFI_HTTP"})
    void deployedMachineBootsItsDiskWhileTheRegionIsAway(Firmware firmware) throws Exception {
        boots(firmware, firmware.name().hashCode(), installed());
    }

    @Test
    void diskWithoutTheBootEntryOfItsSystemBootsByTheFallbackLoader() throws Exception {
        boots(Firmware.UEFI, 0x20, Map.of("EFI/BOOT/BOOTX64.EFI", loader("grubx64.efi")));
    }

    private static void boots(Firmware firmware, int number, Map<String, Path> loaders) throws Exception {
        var mac = MacAddress.of("52:54:00:77:05:" + HexFormat.of().toHexDigits((byte) number));
        new DeployedMachine(Objects.requireNonNull(rack), mac).bootsItsDisk(firmware, loaders);
    }

    /// What Debian leaves on the EFI partition, with the GRUB that is at hand; as `grub-install --removable` does,
    /// with the fallback loader too, since the firmware's own boot entries are not there.
    private static Map<String, Path> installed() {
        return Map.of(
                "EFI/debian/shimx64.efi", loader("bootx64.efi"),
                "EFI/debian/grubx64.efi", loader("grubx64.efi"),
                "EFI/BOOT/BOOTX64.EFI", loader("bootx64.efi"),
                "EFI/BOOT/grubx64.efi", loader("grubx64.efi"));
    }

    private static Path loader(String name) {
        return SharedRack.images().resolve("current").resolve(name);
    }
}
