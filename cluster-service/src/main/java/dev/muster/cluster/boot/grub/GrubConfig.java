package dev.muster.cluster.boot.grub;

import static dev.muster.cluster.boot.loader.ImageFiles.folder;

import dev.muster.cluster.boot.loader.KernelCommandLine;
import dev.muster.cluster.boot.loader.Template;
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
                    redhat/shim$cpu centos/shim$cpu rocky/shim$cpu fedora/shim$cpu SUSE/shim BOOT/BOOT$cpu; do
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
    public static String render(BootAnswer answer) throws UnsafeBootAnswer {
        return switch (answer.purpose()) {
            case COMMISSIONING ->
                linux(
                        answer,
                        "Starting the ephemeral system",
                        "boot",
                        KernelCommandLine.ephemeral(answer, answer.image()));
            case XINSTALL ->
                linux(answer, "Starting the installation", "boot", KernelCommandLine.ephemeral(answer, answer.image()));
            case POWEROFF ->
                linux(
                        answer,
                        "Nothing to do, powering off",
                        "boot",
                        KernelCommandLine.powerOff(answer, answer.image()));
            case INSTALL ->
                linux(answer, "Installing", "di", KernelCommandLine.debianInstaller(answer, answer.image()));
            case LOCAL -> LOCAL;
        };
    }

    private static String linux(BootAnswer answer, String why, String kind, String line) throws UnsafeBootAnswer {
        return new Template(LINUX)
                .with("why", why)
                .with("files", folder(answer.image()))
                .with("kernel", kind + "-kernel")
                .with("initrd", kind + "-initrd")
                .with("line", GrubWords.quoted(line))
                .fill();
    }
}
