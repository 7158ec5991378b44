package dev.muster.cluster.boot.pxelinux;

import dev.muster.cluster.boot.loader.BootImages;
import dev.muster.cluster.boot.loader.LinuxBoot;
import dev.muster.cluster.boot.loader.Template;
import dev.muster.cluster.boot.loader.UnsafeBootAnswer;
import dev.muster.model.boot.BootAnswer;
import dev.muster.model.boot.BootPurpose;
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
    public static String render(BootAnswer answer, BootImages images) throws UnsafeBootAnswer {
        var boot = LinuxBoot.of(answer, images);
        if (boot.isEmpty()) {
            return LOCAL;
        }
        if (answer.purpose() == BootPurpose.INSTALL) {
            return filled(DEBIAN_INSTALLER, boot.get());
        }
        return switch (answer.arch()) {
            case "amd64", "i386" -> byProcessor(answer, images);
            default -> filled(DIRECT, boot.get());
        };
    }

    private static String filled(String template, LinuxBoot boot) {
        return new Template(template)
                .with("files", boot.folder())
                .with("line", boot.line())
                .fill();
    }

    private static String byProcessor(BootAnswer answer, BootImages images) throws UnsafeBootAnswer {
        var amd64 = ofArch("amd64", answer, images);
        var i386 = ofArch("i386", answer, images);
        return new Template(BY_PROCESSOR)
                .with("why", amd64.why())
                .with("image", answer.arch().equals("i386") ? i386.folder() : amd64.folder())
                .with("amd64_files", amd64.folder())
                .with("amd64_line", amd64.line())
                .with("i386_files", i386.folder())
                .with("i386_line", i386.line())
                .fill();
    }

    private static LinuxBoot ofArch(String arch, BootAnswer answer, BootImages images) throws UnsafeBootAnswer {
        var name = answer.image();
        var other = new ImageName(name.osystem(), arch, name.subarch(), name.release(), name.label());
        return LinuxBoot.of(answer, other, images).orElseThrow();
    }
}
