package dev.muster.lab;

import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.node.MacAddress;
import dev.muster.model.node.NodeStatus;
import dev.muster.testing.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Debian's own installer, from the press of the button to where it asks the mirror for its next parts. There is no
/// mirror in the rack, so that is its end here.
@Tag("full")
class DebianInstallerIT {
    private static final MacAddress MAC = MacAddress.of("52:54:00:77:05:01");
    private static final String NAME = "installer-7";
    private static final Duration BOOT = Duration.ofMinutes(10);
    private static final Duration STEP = Duration.ofMinutes(3);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final long DISK_BYTES = 4L << 30;

    /// Nobody listens there; the machines' proxy says so at once.
    private static final String ARCHIVE = "http://" + RackNetwork.SERVER + "/debian";

    @BeforeAll
    static void aRackWithTheInstaller() throws IOException {
        SharedRack.get();
        Requirements.need(
                Files.exists(SharedRack.images().resolve("current/debian/amd64/generic/bookworm/release/di-initrd")),
                "needs Debian's installer among the images: deploy/prepare-tests full");
    }

    @AfterEach
    void noArchive() throws Exception {
        SharedRack.get().api().set("main_archive", "");
    }

    @Test
    void debiansInstallerTakesItsAnswersAndAsksForPackagesThroughTheProxy() throws Exception {
        var rack = SharedRack.get();
        rack.api().set("main_archive", ARCHIVE);
        var node = ManagedNode.unseen(rack.api(), NAME, MAC);
        node.change("boot_type", "di", "osystem", "debian", "distro_series", "bookworm");
        node.acquire();
        node.start("#cloud-config\n{}\n");

        var disk = LifeStory.emptyDisk(rack.folder("debian-installer").resolve("disk"), DISK_BYTES);
        var hardware = Hardware.ofMac(MAC).withDisks(disk);
        try (var machine = VirtualMachine.powerOn(rack.network(), hardware, rack.serialLog("debian-installer"));
                var timeline = Timeline.follow(rack.api(), MAC.value(), _ -> {})) {
            boolean fetched = timeline.await(DebianInstallerIT::hasItsAnswers, BOOT);
            assertThat(fetched)
                    .as(() -> "console:\n" + machine.console().tail(30))
                    .isTrue();
            assertThat(timeline.events())
                    .extracting(TimelineEvent::description)
                    .anySatisfy(step -> assertThat(step).contains("di-kernel"))
                    .anySatisfy(step -> assertThat(step).contains("di-initrd"))
                    .anySatisfy(step -> assertThat(step).contains("by-id/" + node.systemId()));

            var logs = SyslogTree.of(rack);
            String address = address(timeline.events());
            String loaded = "preseed: successfully loaded preseed file from http://" + RackNetwork.SERVER
                    + ":5248/MAAS/metadata/latest/by-id/" + node.systemId();
            awaitText(() -> logs.text(address), loaded, machine);
            Path proxy = rack.stack().data().resolve("squid/access.log");
            awaitText(() -> Files.readString(proxy), ARCHIVE + "/dists/bookworm/", machine);
            assertThat(node.status()).isEqualTo(NodeStatus.DEPLOYING);
        }
        node.abort();
        node.release(false);
        node.await(NodeStatus.READY, BOOT);
    }

    private static void awaitText(Callable<String> source, String text, VirtualMachine machine) {
        await().atMost(STEP).pollInterval(LOOK_AGAIN).untilAsserted(() -> assertThat(source.call())
                .as(() -> "console:\n" + machine.console().tail(30))
                .contains(text));
    }

    private static boolean hasItsAnswers(List<TimelineEvent> events) {
        return events.stream().anyMatch(event -> event.step().equals("PRESEED"));
    }

    /// An installer does not say its name in what it logs: the cluster files it under the address.
    private static String address(List<TimelineEvent> events) {
        return events.stream()
                .filter(event -> event.step().equals("DHCP_LEASE"))
                .map(TimelineEvent::address)
                .reduce((_, last) -> last)
                .orElseThrow();
    }
}
