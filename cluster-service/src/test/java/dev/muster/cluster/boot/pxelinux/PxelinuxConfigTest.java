package dev.muster.cluster.boot.pxelinux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.boot.loader.BootImage;
import dev.muster.cluster.boot.loader.LinuxBoot;
import dev.muster.cluster.boot.loader.RootDisk.OverHttp;
import dev.muster.cluster.boot.loader.RootDisk.OverIscsi;
import dev.muster.cluster.boot.loader.Template;
import dev.muster.cluster.boot.loader.UnsafeBootAnswer;
import dev.muster.cluster.iscsi.session.ChapSecrets.Credential;
import dev.muster.model.boot.BootAnswer;
import dev.muster.model.boot.BootPurpose;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PxelinuxConfigTest {
    private static final String LINE = "nomodeset "
            + "iscsi_target_name=iqn.2004-05.com.ubuntu:maas:ephemeral-debian-ARCH-generic-bookworm-release "
            + "iscsi_target_ip=192.168.1.44 iscsi_target_port=3260 iscsi_initiator=maas-enlist "
            + "ip=::::maas-enlist:BOOTIF ro "
            + "root=/dev/disk/by-path/ip-192.168.1.44:3260-iscsi-"
            + "iqn.2004-05.com.ubuntu:maas:ephemeral-debian-ARCH-generic-bookworm-release-lun-1 "
            + "overlayroot=tmpfs "
            + "cloud-config-url=http://192.168.1.44:5248/MAAS/metadata/latest/enlist-preseed/?op=get_enlist_preseed "
            + "log_host=192.168.1.44 log_port=514";

    @Test
    void commissioningChoosesByProcessor() throws Exception {
        assertThat(PxelinuxConfig.render(answer(BootPurpose.COMMISSIONING), BootImage::unnamed))
                .isEqualTo(byProcessor("Starting the ephemeral system", ""));
    }

    @Test
    void installationBootsTheSameSystem() throws Exception {
        assertThat(PxelinuxConfig.render(answer(BootPurpose.XINSTALL), BootImage::unnamed))
                .isEqualTo(byProcessor("Starting the installation", ""));
    }

    @Test
    void powerOffAddsItsWord() throws Exception {
        assertThat(PxelinuxConfig.render(answer(BootPurpose.POWEROFF), BootImage::unnamed))
                .isEqualTo(byProcessor("Nothing to do, powering off", " muster.poweroff"));
    }

    @Test
    void rootOverHttpHasTheLineOfLaterMaas() throws Exception {
        var root = new OverHttp(5248, "/images/snapshot-1/x/squashfs", Optional.of("ab"));
        assertThat(PxelinuxConfig.render(
                        answer(BootPurpose.COMMISSIONING), name -> new BootImage(name, "snapshot-1/x", root)))
                .contains("  KERNEL snapshot-1/x/boot-kernel\n  INITRD snapshot-1/x/boot-initrd\n")
                .contains("""
                          APPEND nomodeset root=squash:http://192.168.1.44:5248/images/snapshot-1/x/squashfs \
                        ip=::::maas-enlist:BOOTIF:dhcp ip6=off cc:{'datasource_list': ['MAAS']}end_cc \
                        cloud-config-url=http://192.168.1.44:5248/MAAS/metadata/latest/enlist-preseed/?op=get_enlist_preseed \
                        ro overlayroot=tmpfs overlayroot_cfgdisk=disabled log_host=192.168.1.44 log_port=514 \
                        muster.root_sha256=ab
                        """);
    }

    @Test
    void aMachineThatMustProveWhoItIsGetsItsSecretWithTheInitiatorsName() throws Exception {
        var root = new OverIscsi(Optional.of(new Credential("boot-1764316800000", "5f".repeat(16))));
        assertThat(PxelinuxConfig.render(
                        answer(BootPurpose.COMMISSIONING), name -> new BootImage(name, name.path(), root)))
                .isEqualTo(byProcessor("Starting the ephemeral system", "")
                        .replace(
                                " iscsi_initiator=maas-enlist ",
                                " iscsi_initiator=maas-enlist iscsi_username=boot-1764316800000 iscsi_password="
                                        + "5f".repeat(16) + " "));
    }

    @Test
    void whatIsMadeOfASecretDoesNotShowIt() throws Exception {
        var root = new OverIscsi(Optional.of(new Credential("boot-1", "5f".repeat(16))));
        var boot = LinuxBoot.of(answer(BootPurpose.COMMISSIONING), name -> new BootImage(name, name.path(), root));
        assertThat(boot.orElseThrow().line()).contains("5f5f");
        assertThat(boot).asString().doesNotContain("5f5f");
        assertThat(new Template("{{line}}").with("line", boot.get().line()))
                .asString()
                .doesNotContain("5f5f");
    }

    @Test
    void furtherOptionsStandBehindTheDashes() throws Exception {
        var answer = changed(a -> withExtra(a, "console=tty0 console=ttyS0,115200n8"));
        assertThat(PxelinuxConfig.render(answer, BootImage::unnamed))
                .isEqualTo(byProcessor("Starting the ephemeral system", " --- console=tty0 console=ttyS0,115200n8"));
    }

    @Test
    void localBootIsTheDisk() throws Exception {
        assertThat(PxelinuxConfig.render(answer(BootPurpose.LOCAL), BootImage::unnamed))
                .isEqualTo("""
                        DEFAULT local

                        SAY Booting from the local disk under Muster direction...

                        LABEL local
                          LOCALBOOT 0
                        """);
    }

    @Test
    void debianInstallerHasItsOwnFilesAndLine() throws Exception {
        assertThat(PxelinuxConfig.render(answer(BootPurpose.INSTALL), BootImage::unnamed))
                .isEqualTo("""
                        DEFAULT execute

                        SAY Booting under Muster direction...
                        SAY Installing: debian/amd64/generic/bookworm/release

                        LABEL execute
                          KERNEL debian/amd64/generic/bookworm/release/di-kernel
                          INITRD debian/amd64/generic/bookworm/release/di-initrd
                          APPEND nomodeset netcfg/choose_interface=auto netcfg/no_default_route=true \
                        netcfg/get_nameservers= text priority=critical auto=true \
                        url=http://192.168.1.44:5248/MAAS/metadata/latest/enlist-preseed/?op=get_enlist_preseed \
                        locale=en_US hostname=maas-enlist domain=local log_host=192.168.1.44 log_port=514
                          IPAPPEND 2
                        """);
    }

    @Test
    void otherArchitecturesAreNotChosenByProcessor() throws Exception {
        var answer = changed(a -> withArch(a, "armhf"));
        assertThat(PxelinuxConfig.render(answer, BootImage::unnamed))
                .isEqualTo("""
                        DEFAULT execute

                        LABEL execute
                          KERNEL debian/armhf/generic/bookworm/release/boot-kernel
                          INITRD debian/armhf/generic/bookworm/release/boot-initrd
                          APPEND %s console=ttyAMA0
                          IPAPPEND 2
                        """.formatted(LINE.replace("ARCH", "armhf")));
    }

    @Test
    void anI386AnswerOffersBothToo() throws Exception {
        assertThat(PxelinuxConfig.render(changed(a -> withArch(a, "i386")), BootImage::unnamed))
                .contains("LABEL amd64\n  KERNEL debian/amd64/generic/bookworm/release/boot-kernel\n")
                .contains("LABEL i386\n  KERNEL debian/i386/generic/bookworm/release/boot-kernel\n");
    }

    static Stream<Arguments> unsafe() {
        return Stream.of(
                Arguments.of("hostname", (UnaryOperator<BootAnswer>) a -> withHostname(a, "web 01")),
                Arguments.of("hostname", (UnaryOperator<BootAnswer>) a -> withHostname(a, "web\nLABEL evil")),
                Arguments.of("hostname", (UnaryOperator<BootAnswer>) a -> withHostname(a, "")),
                Arguments.of("hostname", (UnaryOperator<BootAnswer>) a -> withHostname(a, null)),
                Arguments.of("arch", (UnaryOperator<BootAnswer>) a -> withArch(a, "../amd64")),
                Arguments.of("arch", (UnaryOperator<BootAnswer>) a -> withArch(a, "..")),
                Arguments.of("extra_opts", (UnaryOperator<BootAnswer>) a -> withExtra(a, "quiet\nLABEL evil")),
                Arguments.of("extra_opts", (UnaryOperator<BootAnswer>) a -> withExtra(a, "quiet\r")),
                Arguments.of("preseed_url", (UnaryOperator<BootAnswer>) a -> withPreseed(a, "http://x/ init=/bin/sh")),
                Arguments.of("preseed_url", (UnaryOperator<BootAnswer>) a -> withPreseed(a, null)));
    }

    @ParameterizedTest
    @MethodSource("unsafe")
    void valuesThatWouldBreakOutAreRefusedByName(String field, UnaryOperator<BootAnswer> change) {
        assertThatThrownBy(() -> PxelinuxConfig.render(changed(change), BootImage::unnamed))
                .isInstanceOf(UnsafeBootAnswer.class)
                .hasMessageStartingWith(field);
    }

    @Test
    void valueIsNotReadAsATemplate() throws Exception {
        assertThat(PxelinuxConfig.render(changed(a -> withExtra(a, "{{hostname}} $1")), BootImage::unnamed))
                .isEqualTo(byProcessor("Starting the ephemeral system", " --- {{hostname}} $1"));
    }

    @Test
    void missingOrNeedlessValueOfATemplateFails() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Template("{{a}} {{b}}").with("a", "1").fill());
        assertThatIllegalStateException().isThrownBy(() -> new Template("{{a}}").with("b", "1"));
    }

    private static String byProcessor(String why, String tail) {
        return """
        DEFAULT execute

        SAY Booting under Muster direction...
        SAY %s: debian/amd64/generic/bookworm/release

        LABEL execute
          KERNEL ifcpu64.c32
          APPEND amd64 -- i386

        LABEL amd64
          KERNEL debian/amd64/generic/bookworm/release/boot-kernel
          INITRD debian/amd64/generic/bookworm/release/boot-initrd
          APPEND %s
          IPAPPEND 2

        LABEL i386
          KERNEL debian/i386/generic/bookworm/release/boot-kernel
          INITRD debian/i386/generic/bookworm/release/boot-initrd
          APPEND %s
          IPAPPEND 2
        """.formatted(why, LINE.replace("ARCH", "amd64") + tail, LINE.replace("ARCH", "i386") + tail);
    }

    private static BootAnswer answer(BootPurpose purpose) {
        return new BootAnswer(
                "debian",
                "amd64",
                "generic",
                "bookworm",
                "release",
                purpose,
                "maas-enlist",
                "local",
                "http://192.168.1.44:5248/MAAS/metadata/latest/enlist-preseed/?op=get_enlist_preseed",
                "192.168.1.44",
                "192.168.1.44",
                "");
    }

    private static BootAnswer changed(UnaryOperator<BootAnswer> change) {
        return change.apply(answer(BootPurpose.COMMISSIONING));
    }

    private static BootAnswer withArch(BootAnswer a, String arch) {
        return copy(a, arch, a.hostname(), a.preseedUrl(), a.extraOpts());
    }

    private static BootAnswer withHostname(BootAnswer a, String hostname) {
        return copy(a, a.arch(), hostname, a.preseedUrl(), a.extraOpts());
    }

    private static BootAnswer withPreseed(BootAnswer a, String url) {
        return copy(a, a.arch(), a.hostname(), url, a.extraOpts());
    }

    private static BootAnswer withExtra(BootAnswer a, String extra) {
        return copy(a, a.arch(), a.hostname(), a.preseedUrl(), extra);
    }

    private static BootAnswer copy(BootAnswer a, String arch, String hostname, String url, String extra) {
        return new BootAnswer(
                a.osystem(),
                arch,
                a.subarch(),
                a.release(),
                a.label(),
                a.purpose(),
                hostname,
                a.domain(),
                url,
                a.logHost(),
                a.fsHost(),
                extra);
    }
}
