package dev.muster.cluster.boot.grub;

import dev.muster.cluster.boot.loader.BootImages;
import dev.muster.cluster.boot.loader.LinuxBoot;
import dev.muster.cluster.boot.loader.UnsafeBootAnswer;
import dev.muster.model.boot.BootAnswer;

/// Spells the region's answer as a whole GRUB configuration.
public final class GrubConfig {
    /// The card's address has colons here, hyphens in PXELINUX's BOOTIF; initramfs-tools takes both.
    private static final String LINUX = """
            set default=0
            set timeout=0

            menuentry '{{why}}' {
                echo 'Booting under Muster direction...'
                echo '{{why}}: {{files}}'
                linux /{{files}}/{{kernel}} {{line}} BOOTIF=01-$net_default_mac
                initrd /{{files}}/{{initrd}}
            }
            """;

    /// The loaders that installed systems leave on the EFI partition, the most particular first.
    private static final String LOCAL = """
            set default=0
            set timeout=0

            menuentry 'Local disk' {
                echo 'Booting from the local disk under Muster direction...'
                if [ "$grub_cpu" = arm64 ]; then set cpu=aa64; else set cpu=x64; fi
                for loader in debian/shim$cpu debian/grub$cpu ubuntu/shim$cpu ubuntu/grub$cpu \\
                    redhat/shim$cpu centos/shim$cpu rocky/shim$cpu almalinux/shim$cpu fedora/shim$cpu \\
                    sles/shim opensuse/shim SUSE/shim Microsoft/Boot/bootmgfw BOOT/BOOT$cpu; do
                    if search --no-floppy --set=root --file /efi/$loader.efi; then
                        chainloader /efi/$loader.efi
                        boot
                    fi
                done
                exit 1
            }
            """;

    private GrubConfig() {}

    /// @throws UnsafeBootAnswer where a value is missing or does not belong into a configuration
    public static String render(BootAnswer answer, BootImages images) throws UnsafeBootAnswer {
        var linux = LinuxBoot.of(answer, images);
        return linux.isPresent()
                ? linux.get().fill(LINUX, GrubWords.quoted(linux.get().line()))
                : LOCAL;
    }
}
