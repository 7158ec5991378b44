package dev.muster.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.node.MacAddress;
import dev.muster.model.node.NodeStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The life of a machine with UEFI firmware and two disks, installed to the one that its user chose, and wiped at its
/// end.
@Tag("full")
@Timeout(3600)
class LifecycleUefiIT {
    private static final MacAddress MAC = MacAddress.of("52:54:00:77:03:02");

    /// The one that would be taken.
    private static final long SMALL = 4L << 30;

    private static final long LARGE = 5L << 30;

    @Test
    void aUefiMachineIsDeployedAndWipedAtItsRelease() throws Exception {
        LifeScene.needs();
        var rack = SharedRack.start("life-uefi", Firmware.UEFI.settings());
        try (var scene = LifeScene.set(rack, "life-uefi", MAC, Firmware.UEFI, SMALL, LARGE)) {
            var node = scene.story().enlist();
            scene.story().commission(node);
            assertThat(node.read().path("routers"))
                    .as("the switch that it heard")
                    .hasSize(1);
            node.installTo("vdb");
            Path key = LifeStory.sshKey(scene.folder("operator"));
            scene.story().deploy(node, Files.readString(Path.of(key + ".pub")));

            assertThat(scene.story().ssh(node, key, "ls -d /sys/firmware/efi; findmnt -n -o SOURCE /"))
                    .contains("/sys/firmware/efi")
                    .contains("/dev/vdb");
            assertThat(scene.diskIsEmpty(0)).as("the disk that was not chosen").isTrue();
            scene.story().release(node, true);
            assertThat(node.status()).isEqualTo(NodeStatus.READY);
            assertThat(scene.diskIsEmpty(1)).as("the disk that was wiped").isTrue();
        } finally {
            rack.close();
        }
    }
}
