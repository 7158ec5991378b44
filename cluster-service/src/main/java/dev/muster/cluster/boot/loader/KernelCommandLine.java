package dev.muster.cluster.boot.loader;

import static dev.muster.cluster.boot.loader.Words.optionalLine;
import static dev.muster.cluster.boot.loader.Words.word;

import dev.muster.cluster.boot.loader.RootDisk.OverHttp;
import dev.muster.cluster.boot.loader.RootDisk.OverIscsi;
import dev.muster.cluster.iscsi.session.ChapSecrets.Credential;
import dev.muster.model.boot.BootAnswer;

/// The kernel's parameters, word for word and in the order of MAAS: 1.7 where the root is read over iSCSI, 2.3 and
/// later where it is downloaded; where machines have to prove who they are at the iSCSI target, with their secret of
/// this boot. The loader adds `BOOTIF`.
///
/// `ip=::::<host>:BOOTIF` is the initramfs's `client:server:gateway:netmask:host:device`. What follows ` --- ` is
/// meant for the installed system too.
public final class KernelCommandLine {
    private static final String ISCSI_ROOT = """
            nomodeset \
            iscsi_target_name={{target}} iscsi_target_ip={{fs_host}} iscsi_target_port=3260 \
            iscsi_initiator={{hostname}}{{secret}} ip=::::{{hostname}}:BOOTIF \
            ro root=/dev/disk/by-path/ip-{{fs_host}}:3260-iscsi-{{target}}-lun-1 overlayroot=tmpfs \
            cloud-config-url={{preseed_url}} log_host={{log_host}} log_port=514""";

    /// The last word is ours: what the initramfs compares the download with.
    private static final String HTTP_ROOT = """
            nomodeset \
            root=squash:http://{{fs_host}}:{{port}}{{path}} ip=::::{{hostname}}:BOOTIF:dhcp ip6=off \
            cc:{'datasource_list': ['MAAS']}end_cc cloud-config-url={{preseed_url}} \
            ro overlayroot=tmpfs overlayroot_cfgdisk=disabled log_host={{log_host}} log_port=514{{digest}}""";

    /// Before it fetches its answers the installer would ask for the keyboard, unless `auto` has a value, and, in a
    /// rack that has none, for a router and for name servers.
    private static final String DEBIAN_INSTALLER = """
            nomodeset netcfg/choose_interface=auto netcfg/no_default_route=true netcfg/get_nameservers= text \
            priority=critical auto=true url={{preseed_url}} locale=en_US \
            hostname={{hostname}} domain={{domain}} log_host={{log_host}} log_port=514""";

    private KernelCommandLine() {}

    /// Boots the ephemeral system.
    public static String ephemeral(BootAnswer answer, BootImage image) throws UnsafeBootAnswer {
        return parameters(answer, image) + tail(answer, image);
    }

    /// As [#ephemeral], for a machine that has nothing to do: our initramfs powers it off on this word. An image
    /// that does not know the word boots, and is told to power off by its user-data.
    public static String powerOff(BootAnswer answer, BootImage image) throws UnsafeBootAnswer {
        return parameters(answer, image) + " muster.poweroff" + tail(answer, image);
    }

    /// Starts Debian's installer with a preseed.
    public static String debianInstaller(BootAnswer answer, BootImage image) throws UnsafeBootAnswer {
        return common(DEBIAN_INSTALLER, answer)
                        .with("domain", word("domain", answer.domain()))
                        .fill()
                + tail(answer, image);
    }

    private static String parameters(BootAnswer answer, BootImage image) throws UnsafeBootAnswer {
        return switch (image.root()) {
            case OverIscsi(var secret) ->
                common(ISCSI_ROOT, answer)
                        .with("secret", secret.map(KernelCommandLine::chap).orElse(""))
                        .with("target", image.name().iscsiName())
                        .with("fs_host", word("fs_host", answer.fsHost()))
                        .fill();
            case OverHttp(int port, var path, var sha256) ->
                common(HTTP_ROOT, answer)
                        .with("fs_host", word("fs_host", answer.fsHost()))
                        .with("port", Integer.toString(port))
                        .with("path", path)
                        .with(
                                "digest",
                                sha256.map(hex -> " muster.root_sha256=" + hex).orElse(""))
                        .fill();
        };
    }

    /// As open-iscsi's script in the initramfs takes it, in Debian and Ubuntu.
    private static String chap(Credential secret) {
        return " iscsi_username=" + secret.name() + " iscsi_password=" + secret.secret();
    }

    private static Template common(String template, BootAnswer answer) throws UnsafeBootAnswer {
        return new Template(template)
                .with("hostname", word("hostname", answer.hostname()))
                .with("preseed_url", word("preseed_url", answer.preseedUrl()))
                .with("log_host", word("log_host", answer.logHost()));
    }

    private static String tail(BootAnswer answer, BootImage image) throws UnsafeBootAnswer {
        String forArch =
                switch (image.name().arch()) {
                    case "armhf" -> " console=ttyAMA0";
                    case "ppc64el" -> " rootdelay=60";
                    default -> "";
                };
        String extra = optionalLine("extra_opts", answer.extraOpts());
        return forArch + (extra.isEmpty() ? "" : " --- " + extra);
    }
}
