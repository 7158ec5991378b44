package dev.muster.cluster.boot.grub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.boot.loader.BootImage;
import dev.muster.cluster.boot.loader.ConfigPath.Default;
import dev.muster.cluster.boot.loader.ConfigPath.OfMachine;
import dev.muster.cluster.boot.loader.SampleAnswers;
import dev.muster.model.boot.BootPurpose;
import dev.muster.model.node.MacAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrubTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grub/grub.cfg-52:54:00:12:34:56",
                "/grub/grub.cfg-52-54-00-12-34-56",
                "//grub/grub.cfg-52:54:00:12:34:56"
            })
    void machineAsksForItsOwnFileWithColonsOrHyphens(String path) {
        assertThat(GrubPath.parse(path)).contains(new OfMachine(MacAddress.of("52:54:00:12:34:56")));
    }

    @Test
    void defaultNamesItsProcessorInGrubsWordOrDebians() {
        var amd64 = new Default(Optional.of("amd64"), Optional.empty());
        assertThat(GrubPath.parse("/grub/grub.cfg-default-amd64")).contains(amd64);
        assertThat(GrubPath.parse("/grub/grub.cfg-default-x86_64")).contains(amd64);
        assertThat(GrubPath.parse("/grub/grub.cfg-default-arm64-generic"))
                .contains(new Default(Optional.of("arm64"), Optional.of("generic")));
        assertThat(GrubPath.parse("/grub/grub.cfg-default")).contains(new Default(Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/grub/grub.cfg", "/grub/x86_64-efi/command.lst", "grubx64.efi", "/grub/grub.cfg-1234"})
    void otherFilesAreLeftToOtherRoutes(String path) {
        assertThat(GrubPath.parse(path)).isEmpty();
    }

    @Test
    void linuxIsLoadedWithTheCardsAddress() throws Exception {
        assertThat(GrubConfig.render(SampleAnswers.of(BootPurpose.COMMISSIONING, ""), BootImage::unnamed))
                .isEqualTo("""
                        set default=0
                        set timeout=0

                        menuentry 'Starting the ephemeral system' {
                            echo 'Booting under Muster direction...'
                            echo 'Starting the ephemeral system: debian/amd64/generic/bookworm/release'
                            linux /debian/amd64/generic/bookworm/release/boot-kernel nomodeset \
                        iscsi_target_name=iqn.2004-05.com.ubuntu:maas:ephemeral-debian-amd64-generic-bookworm-release \
                        iscsi_target_ip=10.0.0.1 iscsi_target_port=3260 iscsi_initiator=maas-enlist \
                        ip=::::maas-enlist:BOOTIF ro root=/dev/disk/by-path/ip-10.0.0.1:3260-iscsi-\
                        iqn.2004-05.com.ubuntu:maas:ephemeral-debian-amd64-generic-bookworm-release-lun-1 \
                        overlayroot=tmpfs 'cloud-config-url=http://10.0.0.1:5248/MAAS/x/?op=get_enlist_preseed' \
                        log_host=10.0.0.1 log_port=514 BOOTIF=01-$net_default_mac
                            initrd /debian/amd64/generic/bookworm/release/boot-initrd
                        }
                        """);
    }

    @Test
    void wordsOfTheShellAreQuoted() throws Exception {
        assertThat(GrubConfig.render(SampleAnswers.of(BootPurpose.COMMISSIONING, "a=$b it's {x};"), BootImage::unnamed))
                .contains(" --- 'a=$b' 'it'\\''s' '{x};' BOOTIF=");
    }

    @Test
    void otherPurposesHaveTheirOwnLines() throws Exception {
        assertThat(GrubConfig.render(SampleAnswers.of(BootPurpose.POWEROFF, ""), BootImage::unnamed))
                .contains(" muster.poweroff ");
        assertThat(GrubConfig.render(SampleAnswers.of(BootPurpose.INSTALL, ""), BootImage::unnamed))
                .contains("/release/di-kernel ", "/di-initrd\n");
        assertThat(GrubConfig.render(SampleAnswers.of(BootPurpose.LOCAL, ""), BootImage::unnamed))
                .contains("chainloader", "debian/shim$cpu", "Microsoft/Boot/bootmgfw BOOT/BOOT$cpu; do")
                .endsWith("    exit 1\n}\n")
                .doesNotContain("linux /");
    }

    @Test
    void theGrubThatIpxeStartsLooksForTheSameLoaders() throws Exception {
        String fromTheNetwork = GrubConfig.render(SampleAnswers.of(BootPurpose.LOCAL, ""), BootImage::unnamed);
        String fromIpxe = Files.readString(Path.of("../deploy/images/loaders/boot/grub/grub.cfg"));

        assertThat(loaders(fromIpxe)).hasSizeGreaterThan(5).isEqualTo(loaders(fromTheNetwork.replace("$cpu", "x64")));
    }

    private static List<String> loaders(String config) {
        return Pattern.compile("for loader in (.*?); do", Pattern.DOTALL)
                .matcher(config)
                .results()
                .flatMap(found -> Pattern.compile("[\\s\\\\]+").splitAsStream(found.group(1)))
                .toList();
    }
}
