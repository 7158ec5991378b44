package dev.muster.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.node.MacAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// A machine with nothing on its disk, which nobody knows.
final class EmptyMachine {
    private static final Duration BOOT = Duration.ofMinutes(8);

    private EmptyMachine() {}

    /// Switches it on and follows it to its enlistment.
    ///
    /// @return what the region was told meanwhile
    static List<TimelineEvent> enlistsItself(SharedRack rack, Firmware firmware) throws Exception {
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
            return timeline.events();
        }
    }

    private static List<String> loaders(Firmware firmware) {
        return switch (firmware) {
            case BIOS -> List.of("pxelinux.0", "pxelinux.cfg/default");
            case IPXE -> List.of("ipxe.cfg", "ipxe.cfg-52-54-00");
            case UEFI, UEFI_SECURE -> List.of("bootx64.efi", "grubx64.efi", "grub/grub.cfg", "grub.cfg-default-x86_64");
            case UEFI_HTTP -> List.of("ipxe.efi", "ipxe.cfg-52-54-00");
            case UEFI_SYSLINUX -> List.of("efi64/syslinux.efi", "ldlinux.e64", "pxelinux.cfg/default");
        };
    }
}
