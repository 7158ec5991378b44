package dev.muster.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every kind of firmware boots an empty machine to its enlistment, each by a loader of its own.
class FirmwareIT {
    private static final Duration BOOT = Duration.ofMinutes(8);

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
        var rack = Objects.requireNonNull(FirmwareIT.rack);
        var mac = MacAddress.of("52:54:00:77:02:"
                + HexFormat.of().toHexDigits((byte) firmware.name().hashCode()));
        var hardware = Hardware.ofMac(mac).with(firmware);
        Path log = rack.serialLog(firmware.name().toLowerCase(Locale.ROOT));
        try (var machine = VirtualMachine.powerOn(rack.network(), hardware, log);
                var timeline = Timeline.follow(rack.api(), mac.value(), event -> {})) {
            timeline.await(events -> ExpectedStep.firstMissing(events).isEmpty(), BOOT);

            assertThat(ExpectedStep.firstMissing(timeline.events()))
                    .as(() -> "console:\n" + machine.console().tail(30))
                    .isEmpty();
            var seen =
                    timeline.events().stream().map(TimelineEvent::description).toList();
            for (String file : loaders(firmware)) {
                assertThat(seen).anySatisfy(step -> assertThat(step).contains(file));
            }
        }
    }

    private static List<String> loaders(Firmware firmware) {
        return switch (firmware) {
            case BIOS -> List.of("pxelinux.0", "pxelinux.cfg/default");
            case IPXE -> List.of("ipxe.cfg", "ipxe.cfg-52-54-00");
            case UEFI, UEFI_SECURE -> List.of("bootx64.efi", "grubx64.efi", "grub/grub.cfg", "grub.cfg-default-x86_64");
            case UEFI_HTTP -> List.of("ipxe.efi", "ipxe.cfg-52-54-00");
        };
    }
}
