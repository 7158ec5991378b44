package dev.muster.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.node.MacAddress;
import dev.muster.model.node.NodeStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Services are killed (`kill -9`) in the worst moments of a machine's life, its root disk and its installation
/// being read from them: that delays it, and no more; the machine's root disk comes back by the secret that it booted
/// with. A region killed while the machine is commissioned is in
/// [LifecycleIT].
@Tag("full")
@Timeout(3600)
class KilledServicesIT {
    private static final MacAddress MAC = MacAddress.of("52:54:00:77:03:03");

    @Test
    void killedServicesDelayAMachineAndDoNotLoseIt() throws Exception {
        LifeScene.needs();
        var rack = SharedRack.start("life-killed", SharedRack.withSecrets(Firmware.BIOS.settings()));
        try (var scene = LifeScene.set(rack, "life-killed", MAC, Firmware.BIOS)) {
            var node = scene.story().enlist();
            var commissioning = scene.killAt(LifeScene.CLUSTER, "starting 00-maas-04-list-modaliases");
            scene.story().commission(node);
            commissioning.join();

            var killers = List.of(
                    scene.killAt(LifeScene.REGION, "stage-partitioning began"),
                    scene.killAt(LifeScene.CLUSTER, "stage-extract began"));
            Path key = LifeStory.sshKey(scene.folder("operator"));
            scene.story().deploy(node, Files.readString(Path.of(key + ".pub")));
            for (Thread killer : killers) {
                killer.join();
            }
            assertThat(scene.story().ssh(node, key, "findmnt -n -o FSTYPE /")).contains("ext4");
            scene.story().release(node, false);
            assertThat(node.status()).isEqualTo(NodeStatus.READY);
        } finally {
            rack.close();
        }
    }
}
