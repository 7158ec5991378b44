package dev.muster.cluster.boot.loader;

import static dev.muster.cluster.boot.loader.KernelCommandLine.ephemeral;
import static dev.muster.cluster.boot.loader.KernelCommandLine.powerOff;

import dev.muster.model.boot.BootAnswer;
import dev.muster.model.boot.BootPurpose;
import dev.muster.model.image.ImageName;
import java.util.Optional;

/// A kernel to load, as every loader is told in its own words.
///
/// @param why for the console
/// @param folder of the files, no slash at either end
/// @param kernel file name in it
/// @param initrd file name in it
/// @param line the kernel's parameters but for `BOOTIF`, not quoted for any loader
public record LinuxBoot(String why, String folder, String kernel, String initrd, String line) {

    /// Empty for a machine that boots its own disk.
    ///
    /// @throws UnsafeBootAnswer where a value is missing or does not belong into a configuration
    public static Optional<LinuxBoot> of(BootAnswer answer, BootImages images) throws UnsafeBootAnswer {
        return of(answer, answer.image(), images);
    }

    /// As [#of(BootAnswer, BootImages)], with another image than the answer's.
    public static Optional<LinuxBoot> of(BootAnswer answer, ImageName name, BootImages images) throws UnsafeBootAnswer {
        if (answer.purpose() == BootPurpose.LOCAL) {
            return Optional.empty();
        }
        var image = images.checked(name);
        return Optional.of(
                switch (answer.purpose()) {
                    case COMMISSIONING -> boot(image, "Starting the ephemeral system", ephemeral(answer, image));
                    case XINSTALL -> boot(image, "Starting the installation", ephemeral(answer, image));
                    case POWEROFF -> boot(image, "Nothing to do, powering off", powerOff(answer, image));
                    case INSTALL ->
                        new LinuxBoot(
                                "Installing",
                                image.folder(),
                                "di-kernel",
                                "di-initrd",
                                KernelCommandLine.debianInstaller(answer, image));
                    case LOCAL -> throw new IllegalStateException("local boot loads no kernel");
                });
    }

    /// Fills the places of a loader's template.
    ///
    /// @param quotedLine the kernel's parameters in the loader's own quoting
    public String fill(String template, String quotedLine) {
        return new Template(template)
                .with("why", why)
                .with("files", folder)
                .with("kernel", kernel)
                .with("initrd", initrd)
                .with("line", quotedLine)
                .fill();
    }

    /// Without the line, which may hold a secret.
    @Override
    public String toString() {
        return why + ": " + folder;
    }

    private static LinuxBoot boot(BootImage image, String why, String line) {
        return new LinuxBoot(why, image.folder(), "boot-kernel", "boot-initrd", line);
    }
}
