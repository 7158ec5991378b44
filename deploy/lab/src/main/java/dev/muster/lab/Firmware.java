package dev.muster.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a virtual machine runs when it is switched on, and how that boots from the network.
public enum Firmware {
    /// SeaBIOS. The card's ROM is iPXE, the only one that there is for a virtual machine, so the cluster has to be
    /// told to treat it as any other ROM: see [#settings].
    BIOS,
    /// SeaBIOS with iPXE that gets its script over HTTP.
    IPXE,
    /// OVMF with its own PXE.
    UEFI,
    /// OVMF with Microsoft's and Debian's keys: a loader that is not signed does not start.
    UEFI_SECURE,
    /// OVMF that knows only HTTP boot.
    UEFI_HTTP,
    /// OVMF with its own PXE, which is given PXELINUX's sister in place of shim and GRUB: see [#settings].
    UEFI_SYSLINUX;

    private static final Path OVMF = Path.of("/usr/share/OVMF");

    /// QEMU's words for it.
    ///
    /// @param scratch beside which the firmware's variables are kept
    List<String> qemu(Path scratch) throws IOException {
        return switch (this) {
            case BIOS, IPXE -> List.of("-fw_cfg", "name=etc/sercon-port,string=0x3f8");
            case UEFI, UEFI_SYSLINUX -> flash("OVMF_CODE_4M.fd", "OVMF_VARS_4M.fd", scratch);
            case UEFI_SECURE -> {
                var words = new ArrayList<>(flash("OVMF_CODE_4M.secboot.fd", "OVMF_VARS_4M.ms.fd", scratch));
                words.addAll(
                        List.of("-machine", "q35,smm=on", "-global", "driver=cfi.pflash01,property=secure,value=on"));
                yield words;
            }
            case UEFI_HTTP -> {
                var words = new ArrayList<>(flash("OVMF_CODE_4M.fd", "OVMF_VARS_4M.fd", scratch));
                for (String other : List.of("IPv4PXESupport", "IPv6PXESupport")) {
                    words.addAll(List.of("-fw_cfg", "name=opt/org.tianocore/" + other + ",string=n"));
                }
                yield words;
            }
        };
    }

    /// What the services have to be told for it, as environment.
    public Map<String, String> settings() {
        return switch (this) {
            case BIOS -> Map.of("MUSTER_CLUSTER_BOOT_IPXE_SCRIPT", "false");
            case UEFI_SYSLINUX -> Map.of("MUSTER_CLUSTER_BOOT_FILES__7_", "efi64/syslinux.efi");
            case IPXE, UEFI, UEFI_SECURE, UEFI_HTTP -> Map.of();
        };
    }

    /// How the network card is to be named to QEMU: UEFI takes its own driver where the card brings no ROM.
    String card(String nic) {
        return this == BIOS || this == IPXE ? nic : nic + ",romfile=";
    }

    private static List<String> flash(String code, String variables, Path scratch) throws IOException {
        Path own = scratch.resolveSibling(scratch.getFileName() + ".vars");
        Files.copy(OVMF.resolve(variables), own, StandardCopyOption.REPLACE_EXISTING);
        return List.of(
                "-drive",
                "if=pflash,unit=0,format=raw,readonly=on,file=" + OVMF.resolve(code),
                "-drive",
                "if=pflash,unit=1,format=raw,file=" + own);
    }
}
