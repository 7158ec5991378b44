package dev.muster.cluster.boot.pxelinux;

import static dev.muster.cluster.boot.loader.ImageFiles.folder;
import static dev.muster.cluster.boot.loader.Words.segment;

import dev.muster.cluster.boot.loader.KernelCommandLine;
import dev.muster.cluster.boot.loader.Template;
import dev.muster.cluster.boot.loader.UnsafeBootAnswer;
import dev.muster.model.boot.BootAnswer;
import dev.muster.model.image.ImageName;

/// Spells the region's answer as a whole PXELINUX configuration.
public final class PxelinuxConfig {
    /// `ifcpu64.c32` takes the first label on a 64-bit processor, the second on any other.
    private static final String BY_PROCESSOR = """
            DEFAULT execute

            SAY Booting under Muster direction...
            SAY {{why}}: {{image}}

            LABEL execute
              KERNEL ifcpu64.c32
              APPEND amd64 -- i386

            LABEL amd64
              KERNEL {{amd64_files}}/boot-kernel
              INITRD {{amd64_files}}/boot-initrd
              APPEND {{amd64_line}}
              IPAPPEND 2

            LABEL i386
              KERNEL {{i386_files}}/boot-kernel
              INITRD {{i386_files}}/boot-initrd
              APPEND {{i386_line}}
              IPAPPEND 2
            """;

    private static final String DIRECT = """
            DEFAULT execute

            LABEL execute
              KERNEL {{files}}/boot-kernel
              INITRD {{files}}/boot-initrd
              APPEND {{line}}
              IPAPPEND 2
            """;

    private static final String DEBIAN_INSTALLER = """
            DEFAULT execute

            SAY Booting under Muster direction...
            SAY Installing: {{files}}

            LABEL execute
              KERNEL {{files}}/di-kernel
              INITRD {{files}}/di-initrd
              APPEND {{line}}
              IPAPPEND 2
            """;

    private static final String LOCAL = """
            DEFAULT local

            SAY Booting from the local disk under Muster direction...

            LABEL local
              LOCALBOOT 0
            """;

    private PxelinuxConfig() {}

    /// @throws UnsafeBootAnswer where a value is missing or does not belong into a configuration
    public static String render(BootAnswer answer) throws UnsafeBootAnswer {
        return switch (answer.purpose()) {
            case COMMISSIONING -> ephemeral(answer, "Starting the ephemeral system", KernelCommandLine::ephemeral);
            case XINSTALL -> ephemeral(answer, "Starting the installation", KernelCommandLine::ephemeral);
            case POWEROFF -> ephemeral(answer, "Nothing to do, powering off", KernelCommandLine::powerOff);
            case INSTALL -> debianInstaller(answer);
            case LOCAL -> LOCAL;
        };
    }

    /// One of the kernel lines.
    private interface Line {
        String of(BootAnswer answer, ImageName image) throws UnsafeBootAnswer;
    }

    private static String ephemeral(BootAnswer answer, String why, Line line) throws UnsafeBootAnswer {
        return switch (segment("arch", answer.arch())) {
            case "amd64", "i386" -> byProcessor(answer, why, line);
            default ->
                new Template(DIRECT)
                        .with("files", folder(answer.image()))
                        .with("line", line.of(answer, answer.image()))
                        .fill();
        };
    }

    private static String byProcessor(BootAnswer answer, String why, Line line) throws UnsafeBootAnswer {
        var amd64 = withArch(answer.image(), "amd64");
        var i386 = withArch(answer.image(), "i386");
        return new Template(BY_PROCESSOR)
                .with("why", why)
                .with("image", folder(answer.image()))
                .with("amd64_files", folder(amd64))
                .with("amd64_line", line.of(answer, amd64))
                .with("i386_files", folder(i386))
                .with("i386_line", line.of(answer, i386))
                .fill();
    }

    private static String debianInstaller(BootAnswer answer) throws UnsafeBootAnswer {
        return new Template(DEBIAN_INSTALLER)
                .with("files", folder(answer.image()))
                .with("line", KernelCommandLine.debianInstaller(answer, answer.image()))
                .fill();
    }

    private static ImageName withArch(ImageName image, String arch) {
        return new ImageName(image.osystem(), arch, image.subarch(), image.release(), image.label());
    }
}
