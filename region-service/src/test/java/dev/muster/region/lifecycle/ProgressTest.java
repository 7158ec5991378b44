package dev.muster.region.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.event.BootStep;
import dev.muster.model.event.Outcome;
import dev.muster.model.node.MacAddress;
import dev.muster.model.node.NodeStatus;
import dev.muster.region.allocation.BootType;
import dev.muster.region.events.BootTrail.Step;
import dev.muster.region.node.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class ProgressTest {
    private static final Instant BEGAN = Instant.parse("2026-03-01T14:01:00Z");

    private final List<Step> steps = new ArrayList<>();

    @Test
    void theStepAfterTheFurthestIsMissed() {
        seen(
                BootStep.DHCP_OFFER,
                BootStep.DHCP_LEASE,
                BootStep.LOADER,
                BootStep.BOOT_CONFIG,
                BootStep.LOADER,
                BootStep.KERNEL);
        assertThat(sentence(NodeStatus.COMMISSIONING, 66))
                .isEqualTo("kernel fetched 14:01:06 UTC; no initrd within 60 s");
        seen(BootStep.INITRD);
        assertThat(sentence(NodeStatus.DEPLOYING, 7 + 150))
                .isEqualTo("initrd fetched 14:01:07 UTC; no iSCSI login or root image within 2 min");
    }

    @Test
    void aMachineThatWasNeverSeenHasNotAskedForAnAddress() {
        assertThat(sentence(NodeStatus.COMMISSIONING, 1200))
                .isEqualTo("switched on 14:01:00 UTC; no DHCP request within 20 min");
    }

    @Test
    void aLeaseThatIsRenewedLaterDoesNotHideHowFarTheBootCame() {
        seen(BootStep.DHCP_LEASE, BootStep.BOOT_CONFIG, BootStep.KERNEL, BootStep.INITRD, BootStep.DHCP_LEASE);
        assertThat(sentence(NodeStatus.COMMISSIONING, 64))
                .startsWith("initrd fetched 14:01:04 UTC; no iSCSI login or root image");
    }

    @Test
    void onlyTheLastBootCounts() {
        seen(
                BootStep.DHCP_LEASE,
                BootStep.BOOT_CONFIG,
                BootStep.KERNEL,
                BootStep.INITRD,
                BootStep.ISCSI_LOGIN,
                BootStep.DHCP_LEASE,
                BootStep.LOADER,
                BootStep.BOOT_CONFIG);
        assertThat(sentence(NodeStatus.DEPLOYING, 68))
                .isEqualTo("boot configuration fetched 14:01:08 UTC; no kernel within 60 s");
    }

    @Test
    void aStepThatFailedIsNotTaken() {
        seen(BootStep.DHCP_LEASE, BootStep.BOOT_CONFIG);
        steps.add(new Step(3, BootStep.KERNEL, Outcome.FAILED, BEGAN.plusSeconds(3), "Kernel failed: no such file"));
        assertThat(sentence(NodeStatus.COMMISSIONING, 62))
                .isEqualTo(
                        "boot configuration fetched 14:01:02 UTC; no kernel within 60 s (Kernel failed: no such file)");
    }

    @Test
    void whoHasAllItsStepsBehindItIsQuotedAndNotFinished() {
        seen(BootStep.values());
        assertThat(sentence(
                        node(NodeStatus.COMMISSIONING, true, BootType.FASTPATH, "starting 00-maas-01-lshw [1/8]"), 71))
                .isEqualTo("user-data fetched 14:01:11 UTC; the machine said 'starting 00-maas-01-lshw [1/8]';"
                        + " not finished within 60 s");
        assertThat(sentence(NodeStatus.COMMISSIONING, 71))
                .isEqualTo("user-data fetched 14:01:11 UTC; not finished within 60 s");
    }

    @Test
    void aRootImageStandsForARootDisk() {
        seen(BootStep.DHCP_LEASE, BootStep.BOOT_CONFIG, BootStep.KERNEL, BootStep.INITRD, BootStep.ROOT_IMAGE);
        assertThat(sentence(NodeStatus.COMMISSIONING, 65))
                .isEqualTo("root image fetched 14:01:05 UTC; no preseed within 60 s");
    }

    @Test
    void afterTheInstallationTheMachineComesFromItsDisk() {
        Node installed = node(NodeStatus.DEPLOYING, false, BootType.FASTPATH, "");
        assertThat(sentence(installed, 60)).isEqualTo("installed 14:01:00 UTC; no DHCP request within 60 s");
        seen(BootStep.DHCP_LEASE, BootStep.BOOT_CONFIG);
        assertThat(sentence(installed, 62))
                .isEqualTo("boot configuration fetched 14:01:02 UTC; no metadata within 60 s");
    }

    @Test
    void aSystemsOwnInstallerHasNoRootDiskOfOurs() {
        seen(BootStep.DHCP_LEASE, BootStep.BOOT_CONFIG, BootStep.KERNEL, BootStep.INITRD);
        assertThat(sentence(node(NodeStatus.DEPLOYING, true, BootType.DI, ""), 64))
                .isEqualTo("initrd fetched 14:01:04 UTC; no preseed within 60 s");
    }

    @Test
    void aReleasedMachineIsToBeOff() {
        assertThat(sentence(NodeStatus.RELEASING, 300))
                .isEqualTo("switched off 14:01:00 UTC; not seen off within 5 min");
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"COMMISSIONING", "DEPLOYING", "RELEASING", "DISK_ERASING"})
    void whoWaitsForNothingMissesNothing(NodeStatus status) {
        assertThat(Progress.awaited(node(status, true, BootType.FASTPATH, ""))).isEmpty();
    }

    /// One step a second.
    private void seen(BootStep... taken) {
        for (BootStep step : taken) {
            int second = steps.size() + 1;
            steps.add(new Step(second, step, Outcome.OK, BEGAN.plusSeconds(second), ""));
        }
    }

    private String sentence(NodeStatus status, int seconds) {
        return sentence(node(status, true, BootType.FASTPATH, ""), seconds);
    }

    private String sentence(Node node, int seconds) {
        Awaited awaited = Progress.awaited(node).orElseThrow();
        return Progress.of(awaited, node.work().text(), BEGAN, steps).sentence(BEGAN.plusSeconds(seconds));
    }

    private static Node node(NodeStatus status, boolean netboot, BootType bootType, String said) {
        return new Node(
                1,
                "node-1",
                "one.local",
                Optional.empty(),
                Optional.empty(),
                List.of(new MacAddress("52:54:00:00:00:01")),
                Optional.empty(),
                "amd64/generic",
                new Node.Hardware(1, 1024, 0),
                status,
                "",
                "",
                netboot,
                "manual",
                "unknown",
                new Node.Zone("default", ""),
                false,
                Optional.empty(),
                new Node.Use(Optional.empty(), "", bootType, false, Optional.empty()),
                new Node.Work(BEGAN, Optional.empty(), said, ""),
                new Node.Facts(List.of(), List.of(), Optional.empty(), List.of()));
    }

    @Test
    void stepThatIsNoneOfTheWorkTellsNothing() {
        seen(BootStep.NETWORK);
        assertThat(sentence(NodeStatus.COMMISSIONING, 60))
                .isEqualTo("switched on 14:01:00 UTC; no DHCP request within 60 s");
    }

    @Test
    void stepThatWentWellIsNoTrouble() {
        steps.add(new Step(1, BootStep.DHCP_LEASE, Outcome.OK, BEGAN.plusSeconds(1), "Lease 10.0.0.7"));
        assertThat(sentence(NodeStatus.COMMISSIONING, 61)).endsWith(" within 60 s");
    }

    @Test
    void lengthsFromTwoMinutesOnAreToldInMinutes() {
        assertThat(sentence(NodeStatus.RELEASING, 119)).endsWith(" within 119 s");
        assertThat(sentence(NodeStatus.RELEASING, 120)).endsWith(" within 2 min");
    }
}
