package dev.muster.cluster.boot.pxelinux;

import java.util.regex.Pattern;

/// How PXELINUX and MAAS spell the names of configuration files.
final class PxelinuxNames {
    static final Pattern FOLDER =
            Pattern.compile("/*((efi64|efi32|ppc64el)/)?pxelinux\\.cfg/(?<name>.*)", Pattern.DOTALL);
    static final Pattern MACHINE = Pattern.compile("01-(?<mac>[0-9a-f]{2}(-[0-9a-f]{2}){5})", Pattern.CASE_INSENSITIVE);
    static final Pattern DEFAULT =
            Pattern.compile("default([.-](?<arch>[A-Za-z0-9_]+)(-(?<subarch>[A-Za-z0-9_.-]+))?)?");

    private PxelinuxNames() {}
}
