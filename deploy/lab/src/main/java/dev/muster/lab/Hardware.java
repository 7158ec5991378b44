package dev.muster.lab;

import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a virtual machine is made of. Its processor is a plain x86-64: one with every vector extension makes the
/// guest's libraries choose code that is slow to emulate, and the same boot takes half as long again.
/// It lacks QEMU's default devices: the guest looks for seconds into an empty CD drive.
///
/// @param nic QEMU's name of the network card: `virtio-net-pci`, `e1000`
/// @param memoryMiB 2048 is enough for the ephemeral system
/// @param disks raw files, in the firmware's order of booting, after the network card
public record Hardware(MacAddress mac, Firmware firmware, String nic, int processors, int memoryMiB, List<Path> disks) {
    public Hardware {
        disks = List.copyOf(disks);
    }

    public static Hardware ofMac(MacAddress mac) {
        return new Hardware(mac, Firmware.BIOS, "virtio-net-pci", 2, 2048, List.of());
    }

    public Hardware with(Firmware other) {
        return new Hardware(mac, other, nic, processors, memoryMiB, disks);
    }

    public Hardware withDisks(Path... raw) {
        return new Hardware(mac, firmware, nic, processors, memoryMiB, List.of(raw));
    }

    List<String> qemu(String tap, Path scratch) throws IOException {
        var words = new ArrayList<>(List.of("qemu-system-x86_64", "-name", "muster-" + mac.hyphenated()));
        words.addAll(List.of("-accel", "tcg,thread=multi,tb-size=512", "-cpu", "qemu64"));
        words.addAll(List.of("-smp", Integer.toString(processors), "-m", Integer.toString(memoryMiB)));
        words.addAll(List.of("-nodefaults", "-display", "none", "-vga", "std", "-serial", "stdio"));
        words.addAll(firmware.qemu(scratch));
        words.addAll(List.of("-netdev", "tap,id=net0,ifname=" + tap + ",script=no,downscript=no"));
        words.addAll(List.of("-device", firmware.card(nic) + ",netdev=net0,bootindex=1,mac=" + mac.value()));
        for (int i = 0; i < disks.size(); i++) {
            words.addAll(List.of("-drive", "if=none,id=disk" + i + ",format=raw,file=" + disks.get(i)));
            words.addAll(List.of("-device", "virtio-blk-pci,drive=disk" + i + ",bootindex=" + (2 + i)));
        }
        return words;
    }
}
