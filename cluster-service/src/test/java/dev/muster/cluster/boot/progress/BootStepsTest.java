package dev.muster.cluster.boot.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.event.BootStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootStepsTest {

    @ParameterizedTest
    @CsvSource({
        "pxelinux.0, LOADER",
        "ifcpu64.c32, LOADER",
        "pxelinux.cfg/default, BOOT_CONFIG",
        "pxelinux.cfg/01-00-9c-02-8e-02-6a, BOOT_CONFIG",
        "grub/grub.cfg-00:9c:02:8e:02:6a, BOOT_CONFIG",
        "debian/amd64/generic/bookworm/release/boot-kernel, KERNEL",
        "debian/amd64/generic/bookworm/release/boot-initrd, INITRD"
    })
    void aFileIsAStep(String path, BootStep step) {
        assertThat(BootSteps.ofFile(path)).contains(step);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /MAAS/metadata/latest/enlist-preseed/, PRESEED",
        "GET, /MAAS/metadata/latest/by-id/node-1/, PRESEED",
        "GET, /MAAS/metadata/enlist/2012-03-01/meta-data/instance-id, METADATA",
        "GET, /MAAS/metadata/enlist//2012-03-01/user-data, USER_DATA",
        "POST, /MAAS/api/1.0/nodes/, ENLIST"
    })
    void aCallIsAStep(String method, String path, BootStep step) {
        assertThat(BootSteps.ofCall(method, path)).contains(step);
    }

    @Test
    void rootDisksAndListsAreNoSteps() {
        assertThat(BootSteps.ofFile("debian/amd64/generic/bookworm/release/root-image"))
                .isEmpty();
        assertThat(BootSteps.ofCall("GET", "/MAAS/metadata/enlist/")).isEmpty();
        assertThat(BootSteps.ofCall("GET", "/MAAS/api/1.0/nodes/")).isEmpty();
        assertThat(BootSteps.ofCall("POST", "/MAAS/metadata/latest/by-id/node-1/"))
                .isEmpty();
        assertThat(BootSteps.ofCall("POST", "/MAAS/metadata/status/node-1")).isEmpty();
    }
}
