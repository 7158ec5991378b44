package dev.muster.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.node.MacAddress;
import dev.muster.model.node.NodeStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The life of a real machine with a real BMC, from the press of its button to its release.
class LifecycleIT {
    private static final MacAddress MAC = MacAddress.of("52:54:00:77:03:01");

    @Test
    void aMachineIsEnlistedCommissionedDeployedAndReleased() throws Exception {
        LifeScene.needs();
        var rack = SharedRack.get();
        ManagedNode.forget(rack.api(), MAC);
        try (var scene = LifeScene.set(rack, "lifecycle", MAC, Firmware.BIOS)) {
            var steps = new Story();
            var node = steps.then("it enlists", () -> enlists(scene));
            steps.then(
                    "it is commissioned though the region is killed in the middle",
                    () -> isCommissionedThoughTheRegionIsKilled(scene, node));
            steps.then("it installs to its own disk and boots from it", () -> bootsFromItsOwnDisk(scene, node));
            steps.then("it is released and switched off", () -> isReleasedAndSwitchedOff(scene, node));
        }
    }

    private static ManagedNode enlists(LifeScene scene) throws Exception {
        var node = scene.story().enlist();
        assertThat(node.status()).isEqualTo(NodeStatus.NEW);
        assertThat(node.read().path("power_type").asText()).isEqualTo("ipmi");
        return node;
    }

    private static void isCommissionedThoughTheRegionIsKilled(LifeScene scene, ManagedNode node) throws Exception {
        var killer = scene.killAt(LifeScene.REGION, "starting 00-maas-01-lshw");
        scene.story().commission(node);
        killer.join();

        var found = node.read();
        assertThat(found.path("cpu_count").asInt()).isEqualTo(2);
        assertThat(found.path("memory").asInt()).isBetween(1800, 2048);
        assertThat(found.path("storage").asLong()).isBetween(4000L, 4400L);
        assertThat(found.path("routers")).as("the switch that it heard").hasSize(1);
        assertThat(found.path("tag_names").toString()).contains("virtual");
        assertThat(node.results().findValuesAsText("name"))
                .contains("00-maas-01-lshw.out", "99-maas-02-capture-lldp.out");
    }

    private static void bootsFromItsOwnDisk(LifeScene scene, ManagedNode node) throws Exception {
        Path key = LifeStory.sshKey(scene.folder("operator"));
        scene.story().deploy(node, Files.readString(Path.of(key + ".pub")));

        String found = scene.story()
                .ssh(
                        node,
                        key,
                        "findmnt -n -o SOURCE,FSTYPE /; cat /etc/hostname; sudo cloud-init status --wait; cat "
                                + LifeStory.USER_DATA_FILE);
        String name = node.read().path("hostname").asText().replaceFirst("\\..*", "");
        assertThat(found).contains("ext4").contains(name).contains(LifeStory.USER_DATA_RAN);
    }

    private static void isReleasedAndSwitchedOff(LifeScene scene, ManagedNode node) throws Exception {
        scene.story().release(node, false);

        assertThat(node.status()).isEqualTo(NodeStatus.READY);
        assertThat(node.read().path("owner").isNull()).isTrue();
        assertThat(scene.bmc().isOn()).isFalse();
    }
}
