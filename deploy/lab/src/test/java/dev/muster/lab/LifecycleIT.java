package dev.muster.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.node.MacAddress;
import dev.muster.model.node.NodeStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
    private static final Duration PART = Duration.ofMinutes(12);

    private static @Nullable RackSwitch rackSwitch;
    private static @Nullable Bmc bmc;
    private static @Nullable LifeStory story;
    private static @Nullable ManagedNode node;

    @BeforeAll
    static void aMachineWithABmc() throws Exception {
        Requirements.needTool("ipmi_sim");
        Requirements.needTool("ipmitool");
        Requirements.needTool("ssh");
        Requirements.needTool("lldpd");
        var rack = SharedRack.get();
        Path folder = rack.folder("lifecycle");
        var disk = LifeStory.emptyDisk(folder.resolve("disk"), 4L << 30);
        var hardware = Hardware.ofMac(MAC).withDisks(disk);
        rackSwitch = RackSwitch.start(rack.network(), rack.stack().data().resolve("switch"));
        bmc = Bmc.plug(rack.network(), hardware, Bmc.ADDRESS, folder, rack.serialLog("lifecycle"));
        story = new LifeStory(rack.stack(), rack.network(), bmc, MAC, LifeStory.Limits.each(PART), System.out::println);
    }

    @AfterAll
    static void unplug() {
        if (bmc != null) {
            bmc.close();
        }
        if (rackSwitch != null) {
            rackSwitch.close();
        }
    }

    @Test
    @Order(1)
    void itEnlists() throws Exception {
        node = story().enlist();

        assertThat(node().status()).isEqualTo(NodeStatus.NEW);
        assertThat(node().read().path("power_type").asText()).isEqualTo("ipmi");
    }

    @Test
    @Order(2)
    void itIsCommissionedThoughTheRegionIsKilledInTheMiddle() throws Exception {
        var rack = SharedRack.get();
        try (var timeline = Timeline.follow(rack.api(), MAC.value(), _ -> {})) {
            var killer = Thread.ofPlatform().start(() -> killRegionWhenItRunsScripts(timeline));
            story().commission(node());
            killer.join();
        }

        var found = node().read();
        assertThat(found.path("cpu_count").asInt()).isEqualTo(2);
        assertThat(found.path("memory").asInt()).isBetween(1800, 2048);
        assertThat(found.path("storage").asLong()).isPositive();
        assertThat(found.path("routers")).as("the switch that it heard").hasSize(1);
        assertThat(found.path("tag_names").toString()).contains("virtual");
        assertThat(node().results().findValuesAsText("name"))
                .contains("00-maas-01-lshw.out", "99-maas-02-capture-lldp.out");
    }

    @Test
    @Order(3)
    void itInstallsToItsOwnDiskAndBootsFromIt() throws Exception {
        Path key = LifeStory.sshKey(SharedRack.get().folder("operator"));
        story().deploy(node(), Files.readString(Path.of(key + ".pub")));

        assertThat(story().ssh(node(), key, "findmnt -n -o SOURCE,FSTYPE /; cat /etc/hostname"))
                .contains("ext4")
                .contains(node().read().path("hostname").asText().replaceFirst("\\..*", ""));
        assertThat(story().ssh(node(), key, "sudo cloud-init status --wait; sudo cat " + LifeStory.USER_DATA_FILE))
                .contains(LifeStory.USER_DATA_RAN);
    }

    @Test
    @Order(4)
    void itIsReleasedAndSwitchedOff() throws Exception {
        story().release(node(), false);

        assertThat(node().status()).isEqualTo(NodeStatus.READY);
        assertThat(node().read().path("owner").isNull()).isTrue();
        assertThat(bmc().isOn()).isFalse();
    }

    private static void killRegionWhenItRunsScripts(Timeline timeline) {
        try {
            timeline.await(
                    events -> events.stream()
                            .anyMatch(event -> event.description().contains("00-maas-01-lshw")),
                    PART);
            SharedRack.get().service("region-service").destroyForcibly();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static LifeStory story() {
        return Objects.requireNonNull(story);
    }

    private static ManagedNode node() {
        return Objects.requireNonNull(node, "the machine did not enlist");
    }

    private static Bmc bmc() {
        return Objects.requireNonNull(bmc);
    }
}
