package dev.muster.model.image;

/// Names one bootable image as MAAS does: `debian/amd64/generic/bookworm/release`.
///
/// @param osystem operating system, `debian`
/// @param arch `amd64`, `i386`, `arm64`, `ppc64el`
/// @param subarch `generic`, or a hardware enablement flavour
/// @param release `bookworm`
/// @param label `release`, `daily`
public record ImageName(String osystem, String arch, String subarch, String release, String label) {

    /// The image's folder inside a snapshot, no slash at either end.
    public String path() {
        return String.join("/", osystem, arch, subarch, release, label);
    }

    /// The iSCSI name that MAAS gives the ephemeral root of this image.
    public String iscsiName() {
        return "iqn.2004-05.com.ubuntu:maas:ephemeral-" + String.join("-", osystem, arch, subarch, release, label);
    }
}
