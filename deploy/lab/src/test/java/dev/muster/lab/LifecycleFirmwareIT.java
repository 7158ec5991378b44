package dev.muster.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.node.MacAddress;
import dev.muster.model.node.NodeStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The life of machines with other firmware, and with services that are killed in the worst moments.
@Tag("full")
@Timeout(3600)
class LifecycleFirmwareIT {
    @Test
    void aUefiMachineIsDeployedAndWipedAtItsRelease() throws Exception {
        LifeScene.needs();
        var rack = SharedRack.start("life-uefi", Firmware.UEFI.settings());
        try (var scene = LifeScene.set(rack, "life-uefi", MacAddress.of("52:54:00:77:03:02"), Firmware.UEFI)) {
            var node = scene.story().enlist();
            scene.story().commission(node);
            Path key = LifeStory.sshKey(scene.folder("operator"));
            scene.story().deploy(node, Files.readString(Path.of(key + ".pub")));

            assertThat(scene.story().ssh(node, key, "ls -d /sys/firmware/efi")).contains("/sys/firmware/efi");
            scene.story().release(node, true);
            assertThat(node.status()).isEqualTo(NodeStatus.READY);
        } finally {
            rack.close();
        }
    }

    @Test
    void killedServicesDelayAMachineAndDoNotLoseIt() throws Exception {
        LifeScene.needs();
        var rack = SharedRack.start("life-killed", Firmware.BIOS.settings());
        try (var scene = LifeScene.set(rack, "life-killed", MacAddress.of("52:54:00:77:03:03"), Firmware.BIOS)) {
            var node = scene.story().enlist();
            var cluster = scene.killAt(
                    "cluster-service", event -> event.description().contains("starting 00-maas-04-list-modaliases"));
            scene.story().commission(node);
            cluster.join();

            var region =
                    scene.killAt("region-service", event -> event.description().contains("stage-extract began"));
            Path key = LifeStory.sshKey(scene.folder("operator"));
            scene.story().deploy(node, Files.readString(Path.of(key + ".pub")));
            region.join();
            assertThat(scene.story().ssh(node, key, "findmnt -n -o FSTYPE /")).contains("ext4");
        } finally {
            rack.close();
        }
    }
}
