package dev.muster.cluster.boot.ipxe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.boot.BootAnswerEvents;
import dev.muster.cluster.boot.BootAnswers;
import dev.muster.cluster.boot.BootQuery;
import dev.muster.cluster.boot.ForgetfulCache;
import dev.muster.cluster.boot.RegionBoot;
import dev.muster.cluster.boot.RegionUnavailable;
import dev.muster.cluster.boot.loader.BootImage;
import dev.muster.cluster.boot.loader.MachineConfigs;
import dev.muster.cluster.boot.loader.SampleAnswers;
import dev.muster.cluster.boot.loader.UnsafeBootAnswer;
import dev.muster.cluster.http.LoaderScripts.Request;
import dev.muster.model.boot.BootPurpose;
import dev.muster.model.node.MacAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpxeScriptsTest {
    private static final String OWN = "ipxe.cfg-52-54-00-12-34-56";

    private final List<BootQuery> asked = new ArrayList<>();
    private RegionBoot region = _ -> Optional.of(SampleAnswers.of(BootPurpose.COMMISSIONING, ""));
    private final IpxeScripts scripts = new IpxeScripts(
            new MachineConfigs(
                    new UUID(1, 2),
                    new BootAnswers(
                            query -> {
                                asked.add(query);
                                return region.pxeconfig(query);
                            },
                            new ForgetfulCache(),
                            new BootAnswers.Limits(Duration.ofSeconds(20), 4),
                            () -> Instant.EPOCH,
                            BootAnswerEvents.NONE),
                    () -> Instant.EPOCH),
            _ -> BootImage::unnamed);

    @Test
    void entryNamesTheMachineAndItsProcessor() throws Exception {
        assertThat(script("ipxe.cfg"))
                .startsWith("#!ipxe\n")
                .contains("chain --replace ipxe.cfg-${mac:hexhyp}?arch=${arch}");
        assertThat(asked).isEmpty();
    }

    @Test
    void knownMachineGetsTheScriptOfItsPurpose() throws Exception {
        assertThat(script(OWN)).isEqualTo("""
                        #!ipxe
                        echo Booting under Muster direction...
                        echo Starting the ephemeral system: debian/amd64/generic/bookworm/release
                        :load
                        imgfree
                        kernel /images/debian/amd64/generic/bookworm/release/boot-kernel initrd=boot-initrd \
                        nomodeset \
                        iscsi_target_name=iqn.2004-05.com.ubuntu:maas:ephemeral-debian-amd64-generic-bookworm-release \
                        iscsi_target_ip=10.0.0.1 iscsi_target_port=3260 iscsi_initiator=maas-enlist \
                        ip=::::maas-enlist:BOOTIF ro root=/dev/disk/by-path/ip-10.0.0.1:3260-iscsi-\
                        iqn.2004-05.com.ubuntu:maas:ephemeral-debian-amd64-generic-bookworm-release-lun-1 \
                        overlayroot=tmpfs cloud-config-url=http://10.0.0.1:5248/MAAS/x/?op=get_enlist_preseed \
                        log_host=10.0.0.1 log_port=514 BOOTIF=01-${mac:hexhyp} || goto again
                        initrd /images/debian/amd64/generic/bookworm/release/boot-initrd || goto again
                        boot || goto again
                        :again
                        echo The files did not come; trying again in 10 seconds.
                        sleep 10
                        goto load
                        """);
    }

    @Test
    void unknownMachineIsEnlistedInTheSameAnswer() throws Exception {
        region = query -> query.mac().isPresent()
                ? Optional.empty()
                : Optional.of(SampleAnswers.of(BootPurpose.COMMISSIONING, ""));
        assertThat(script(OWN)).contains("kernel /images/");
        assertThat(asked.getLast().parameters()).containsEntry("arch", "amd64").doesNotContainKey("mac");
    }

    @Test
    void withTheRegionAwayTheMachineAsksAgainAndIsNotEnlisted() throws Exception {
        region = _ -> {
            throw new RegionUnavailable("away");
        };
        assertThat(script(OWN)).contains("sleep 10", "chain --replace " + OWN + "?arch=x86_64");
        assertThat(asked).hasSize(1);
    }

    @Test
    void localBootIsTheDiskByTheLoaderThatKnowsItsFirmware() throws Exception {
        region = _ -> Optional.of(SampleAnswers.of(BootPurpose.LOCAL, ""));
        assertThat(script(OWN)).isEqualTo("""
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
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=${net0/mac}", "x || shell", "# comment", "a ; shell"})
    void wordsThatCannotBeQuotedAreRefused(String extra) {
        assertThatThrownBy(
                        () -> IpxeScript.render(SampleAnswers.of(BootPurpose.COMMISSIONING, extra), BootImage::unnamed))
                .isInstanceOf(UnsafeBootAnswer.class);
    }

    @Test
    void infinibandMachineIsKnownByTheAddressOfItsPort() throws Exception {
        script("ipxe.cfg-80-00-02-08-fe-80-00-00-00-00-00-00-52-54-00-03-00-12-34-56");
        assertThat(asked).extracting(BootQuery::mac).containsExactly(Optional.of(MacAddress.of("52:54:00:12:34:56")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ipxe.cfg-", "ipxe.cfg-default", "ipxe.cfgs", "ipxe.cfg-52-54-00-12-34"})
    void otherNamesAreNone(String name) throws Exception {
        assertThat(scripts.script(request(name))).isEmpty();
    }

    private String script(String name) throws Exception {
        return scripts.script(request(name)).orElseThrow();
    }

    private static Request request(String name) {
        return new Request(
                name, Optional.of("x86_64"), InetAddress.ofLiteral("10.0.0.1"), InetAddress.ofLiteral("10.0.0.9"));
    }
}
