package dev.muster.cluster.boot.pxelinux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.boot.loader.ConfigPath.Default;
import dev.muster.cluster.boot.loader.ConfigPath.OfMachine;
import dev.muster.cluster.boot.loader.ConfigPath.Probe;
import dev.muster.model.node.MacAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PxelinuxPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pxelinux.cfg/01-00-9c-02-8e-02-6a",
                "/pxelinux.cfg/01-00-9c-02-8e-02-6a",
                "///pxelinux.cfg/01-00-9C-02-8E-02-6A"
            })
    void machinesOwnFileIsItsAddress(String path) {
        assertThat(PxelinuxPath.parse(path)).contains(new OfMachine(MacAddress.of("00:9c:02:8e:02:6a")));
    }

    @ParameterizedTest
    @CsvSource({
        "pxelinux.cfg/default,,",
        "//pxelinux.cfg/default,,",
        "pxelinux.cfg/default-amd64,amd64,",
        "pxelinux.cfg/default.i386-generic,i386,generic",
        "pxelinux.cfg/default-armhf-highbank,armhf,highbank",
        "pxelinux.cfg/default-amd64-hwe-16.04,amd64,hwe-16.04",
        "pxelinux.cfg/default-aarch64,arm64,",
        "pxelinux.cfg/default-arm-rk3399,armhf,rk3399"
    })
    void defaultMayNameTheArchitecture(String path, String arch, String subarch) {
        assertThat(PxelinuxPath.parse(path))
                .contains(new Default(Optional.ofNullable(arch), Optional.ofNullable(subarch)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pxelinux.cfg/564d0b1c-9f4e-11e4-8a23-080027201064",
                "pxelinux.cfg/C0A80144",
                "pxelinux.cfg/C",
                "pxelinux.cfg/06-00-9c-02-8e-02-6a",
                "pxelinux.cfg/01-00-9c-02-8e-02",
                "pxelinux.cfg/01-00-9c-02-8e-02-6a-extra",
                "pxelinux.cfg/default-",
                "pxelinux.cfg/defaults",
                "pxelinux.cfg/"
            })
    void otherNamesAreProbes(String path) {
        assertThat(PxelinuxPath.parse(path)).contains(new Probe());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"efi64/pxelinux.cfg/default", "/efi32/pxelinux.cfg/default", "ppc64el/pxelinux.cfg/default"})
    void loadersInFoldersOfTheirOwnAskThere(String path) {
        assertThat(PxelinuxPath.parse(path)).contains(new Default(Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pxelinux.0", "pxelinux.cfg", "boot/pxelinux.cfg/default", "x/efi64/pxelinux.cfg/default"})
    void otherFoldersAreNoneOfItsOwn(String path) {
        assertThat(PxelinuxPath.parse(path)).isEmpty();
    }

    @Test
    void newlineDoesNotSmuggleAName() {
        assertThat(PxelinuxPath.parse("pxelinux.cfg/default\nx")).contains(new Probe());
    }
}
