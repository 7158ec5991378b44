package dev.muster.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.node.MacAddress;
import dev.muster.model.node.NodeStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// The life of a real machine with a real BMC, from the press of its button to its release. The tests are steps of
/// one story.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LifecycleIT {
    private static final MacAddress MAC = MacAddress.of("52:54:00:77:03:01");

    private static @Nullable LifeScene scene;
    private static @Nullable ManagedNode node;

    @BeforeAll
    static void aMachineWithABmc() throws Exception {
        LifeScene.needs();
        scene = LifeScene.set(SharedRack.get(), "lifecycle", MAC, Firmware.BIOS);
    }

    @AfterAll
    static void unplug() {
        if (scene != null) {
            scene.close();
        }
    }

    @Test
    @Order(1)
    void itEnlists() throws Exception {
        node = scene().story().enlist();

        assertThat(node().status()).isEqualTo(NodeStatus.NEW);
        assertThat(node().read().path("power_type").asText()).isEqualTo("ipmi");
    }

    @Test
    @Order(2)
    void itIsCommissionedThoughTheRegionIsKilledInTheMiddle() throws Exception {
        var killer = scene().killAt(LifeScene.REGION, "starting 00-maas-01-lshw");
        scene().story().commission(node());
        killer.join();

        var found = node().read();
        assertThat(found.path("cpu_count").asInt()).isEqualTo(2);
        assertThat(found.path("memory").asInt()).isBetween(1800, 2048);
        assertThat(found.path("storage").asLong()).isBetween(4000L, 4400L);
        assertThat(found.path("routers")).as("the switch that it heard").hasSize(1);
        assertThat(found.path("tag_names").toString()).contains("virtual");
        assertThat(node().results().findValuesAsText("name"))
                .contains("00-maas-01-lshw.out", "99-maas-02-capture-lldp.out");
    }

    @Test
    @Order(3)
    void itInstallsToItsOwnDiskAndBootsFromIt() throws Exception {
        Path key = LifeStory.sshKey(scene().folder("operator"));
        scene().story().deploy(node(), Files.readString(Path.of(key + ".pub")));

        String found = scene().story()
                .ssh(
                        node(),
                        key,
                        "findmnt -n -o SOURCE,FSTYPE /; cat /etc/hostname; sudo cloud-init status --wait; cat "
                                + LifeStory.USER_DATA_FILE);
        String name = node().read().path("hostname").asText().replaceFirst("\\..*", "");
        assertThat(found).contains("ext4").contains(name).contains(LifeStory.USER_DATA_RAN);
    }

    @Test
    @Order(4)
    void itIsReleasedAndSwitchedOff() throws Exception {
        scene().story().release(node(), false);

        assertThat(node().status()).isEqualTo(NodeStatus.READY);
        assertThat(node().read().path("owner").isNull()).isTrue();
        assertThat(scene().bmc().isOn()).isFalse();
    }

    private static LifeScene scene() {
        return Objects.requireNonNull(scene);
    }

    private static ManagedNode node() {
        return Objects.requireNonNull(node, "the machine did not enlist");
    }
}
