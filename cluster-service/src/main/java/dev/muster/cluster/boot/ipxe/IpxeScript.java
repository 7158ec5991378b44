package dev.muster.cluster.boot.ipxe;

import dev.muster.cluster.boot.loader.BootImages;
import dev.muster.cluster.boot.loader.LinuxBoot;
import dev.muster.cluster.boot.loader.Template;
import dev.muster.cluster.boot.loader.UnsafeBootAnswer;
import dev.muster.model.boot.BootAnswer;
import dev.muster.model.node.MacAddress;

/// Spells the region's answer as a whole iPXE script. Files come over HTTP from where the script came from.
public final class IpxeScript {
    /// For every machine; says which one it is and what processor it has. An i386 build of iPXE runs on 64-bit
    /// processors too: only the processor itself knows.
    static final String ENTRY = """
            #!ipxe
            set arch ${buildarch}
            iseq ${platform} pcbios && cpuid --ext 29 && set arch x86_64 ||
            :ask
            chain --replace ipxe.cfg-${mac:hexhyp}?arch=${arch} ||
            echo No answer from Muster; asking again in 10 seconds.
            sleep 10
            goto ask
            """;

    /// The initrd is named to the kernel for UEFI, where the kernel's own loader reads it.
    private static final String LINUX = """
            #!ipxe
            echo Booting under Muster direction...
            echo {{why}}: {{files}}
            :load
            imgfree
            kernel /images/{{files}}/{{kernel}} initrd={{initrd}} {{line}} BOOTIF=01-${mac:hexhyp} || goto again
            initrd /images/{{files}}/{{initrd}} || goto again
            boot || goto again
            :again
            echo The files did not come; trying again in 10 seconds.
            sleep 10
            goto load
            """;

    /// The disks of a UEFI machine are found by a GRUB of the image snapshot: iPXE knows none of them, and one that is
    /// to go back to the firmware may stay where it is (Debian's `ipxe.efi` on OVMF, by HTTP boot). Elsewhere the
    /// script ends with an error of a command, which iPXE hands to the firmware: only then that goes on in its boot
    /// order. The number of `exit` is none that a UEFI takes for an error.
    private static final String LOCAL = """
            #!ipxe
            echo Booting from the local disk under Muster direction...
            iseq ${platform}-${buildarch} efi-x86_64 || goto other
            :again
            chain /images/localx64.efi ||
            echo The loader of local disks did not come; trying again in 10 seconds.
            sleep 10
            goto again
            :other
            sanboot --no-describe --drive 0x80 || sanboot --no-describe --drive 0x81
            """;

    private static final String AGAIN = """
            #!ipxe
            echo Muster has no answer for this machine now: {{reason}}. Asking again in 10 seconds.
            sleep 10
            chain --replace {{url}} || exit 1
            """;

    private IpxeScript() {}

    /// @throws UnsafeBootAnswer where a value is missing or does not belong into a script
    public static String render(BootAnswer answer, BootImages images) throws UnsafeBootAnswer {
        var linux = LinuxBoot.of(answer, images);
        return linux.isPresent()
                ? linux.get().fill(LINUX, IpxeWords.escaped(linux.get().line()))
                : LOCAL;
    }

    /// Makes the machine ask again; the words are ours.
    static String again(MacAddress mac, String arch, String reason) {
        return new Template(AGAIN)
                .with("reason", reason)
                .with("url", "ipxe.cfg-" + mac.hyphenated() + "?arch=" + arch)
                .fill();
    }
}
