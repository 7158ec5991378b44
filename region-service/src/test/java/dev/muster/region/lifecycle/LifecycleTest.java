package dev.muster.region.lifecycle;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.node.InvalidTransitionException;
import dev.muster.model.node.NodeStatus;
import dev.muster.model.power.PowerAction;
import dev.muster.model.power.PowerState;
import dev.muster.region.RegionTestResource;
import dev.muster.region.allocation.Allocations;
import dev.muster.region.allocation.Bytes;
import dev.muster.region.node.NodeColumns;
import dev.muster.region.refusal.RefusedException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class LifecycleTest {
    @Inject
    Lifecycle lifecycle;

    @Inject
    TimeoutSweep timeouts;

    @Inject
    StallSweep stalls;

    @Inject
    Allocations allocations;

    @Inject
    LifeNodes nodes;

    @Test
    void aNodeGoesThroughItsWholeLife() {
        String node = nodes.switched(NodeStatus.NEW);
        nodes.update(
                "insert into node_results (node_id, name, result_type, data)"
                        + " select id, 'old', t, '' from nodes, (values (0), (1)) as v (t) where system_id = ?",
                node);
        lifecycle.accept(node);
        assertThat(nodes.status(node)).isEqualTo(NodeStatus.COMMISSIONING);
        assertThat(results(node)).isEqualTo("1");
        done(node, PowerAction.ON, PowerState.ON);
        lifecycle.progress(node, "starting 00-maas-01-lshw [1/8]");
        lifecycle.progress(node, "starting 00-maas-01-lshw [1/8]");
        assertThat(nodes.events(node, "NODE_PROGRESS")).containsExactly("starting 00-maas-01-lshw [1/8]");
        lifecycle.commissioned(node);
        lifecycle.commissioned(node);
        give(node);
        lifecycle.start(node, new Installation("debian", "bookworm", Optional.of(new Bytes(new byte[] {1, 2}))));
        done(node, PowerAction.ON, PowerState.ON);
        lifecycle.netbootOff(node);
        lifecycle.netbootOff(node);
        assertThat(nodes.events(node, "NODE_INSTALLATION_FINISHED")).containsExactly("Node disabled netboot");
        lifecycle.deployed(node);
        assertThat(allocations.userData(Long.parseLong(nodes.text(node, "id")))).contains(new byte[] {1, 2});
        assertThat(nodes.text(node, "status_expires")).isEqualTo("null");
        lifecycle.release(node, Optional.of(true));
        assertThat(nodes.status(node)).isEqualTo(NodeStatus.DISK_ERASING);
        assertThat(nodes.text(node, "owner_id is not null and netboot")).isEqualTo("true");
        done(node, PowerAction.ON, PowerState.ON);
        lifecycle.erased(node);
        assertThat(nodes.status(node)).isEqualTo(NodeStatus.RELEASING);
        done(node, PowerAction.OFF, PowerState.OFF);
        assertThat(nodes.status(node)).isEqualTo(NodeStatus.READY);
        assertThat(nodes.text(
                        node,
                        "owner_id is null and owner_token is null and agent_name = '' and osystem = ''"
                                + " and distro_series = '' and netboot"
                                + " and (select a.user_data from node_allocation a where a.node_id = n.id) is null"))
                .isEqualTo("true");
        assertThat(results(node)).isEqualTo("0");
        assertThat(nodes.checkedMoves(node, NodeStatus.NEW)).isEqualTo(8);
    }

    /// The last user's data must not be the next one's.
    @Test
    void disksAreErasedWhereTheNodeTheSettingOrTheCallerSaysSo() {
        assertThat(releasedTo(Optional.empty(), false)).isEqualTo(NodeStatus.READY);
        assertThat(releasedTo(Optional.of(true), false)).isEqualTo(NodeStatus.DISK_ERASING);
        assertThat(releasedTo(Optional.empty(), true)).isEqualTo(NodeStatus.DISK_ERASING);
        assertThat(releasedTo(Optional.of(false), true)).isEqualTo(NodeStatus.READY);
        eraseAlways("1");
        try {
            assertThat(releasedTo(Optional.empty(), false)).isEqualTo(NodeStatus.DISK_ERASING);
            assertThat(releasedTo(Optional.of(false), false)).isEqualTo(NodeStatus.READY);
        } finally {
            eraseAlways("0");
        }
    }

    private static void eraseAlways(String value) {
        admin().formParam("name", "enable_disk_erasing_on_release")
                .formParam("value", value)
                .post(API + "maas/?op=set_config")
                .then()
                .statusCode(200);
    }

    private NodeStatus releasedTo(Optional<Boolean> said, boolean ofTheNode) {
        String node = nodes.manual(NodeStatus.DEPLOYED);
        nodes.update(NodeColumns.update("erase_on_release"), ofTheNode, node);
        return lifecycle.release(node, said).orElseThrow().status();
    }

    @ParameterizedTest
    @EnumSource(value = NodeStatus.class, names = "DEPLOYING", mode = EnumSource.Mode.EXCLUDE)
    void aMachineThatIsNotBeingInstalledDoesNotChangeHowItBoots(NodeStatus status) {
        String node = nodes.manual(status);
        for (boolean netboot : new boolean[] {true, false}) {
            nodes.update(NodeColumns.update("netboot"), netboot, node);
            lifecycle.netbootOff(node);
            lifecycle.netbootOn(node);
            assertThat(nodes.text(node, "netboot")).isEqualTo(Boolean.toString(netboot));
            lifecycle.netbootOn(node);
            lifecycle.netbootOff(node);
            assertThat(nodes.text(node, "netboot")).isEqualTo(Boolean.toString(netboot));
        }
        assertThat(nodes.events(node, "NODE_INSTALLATION_FINISHED")).isEmpty();
    }

    @Test
    void aMachineWithoutPowerControlIsAPersonsWork() {
        String node = nodes.manual(NodeStatus.NEW);
        lifecycle.commission(node);
        assertThat(nodes.events(node, "NODE_POWER_BY_HAND"))
                .singleElement()
                .asString()
                .contains("on by hand");
        lifecycle.commissioned(node);
        give(node);
        assertThat(lifecycle.release(node, Optional.empty()).orElseThrow().status())
                .isEqualTo(NodeStatus.READY);
        assertThat(nodes.events(node, "NODE_POWER_BY_HAND").getLast()).contains("off by hand");
    }

    @Test
    void whatPowerCannotDoFailsTheWorkWithItsReason() {
        String commissioning = nodes.switched(NodeStatus.NEW);
        lifecycle.commission(commissioning);
        failed(commissioning, PowerAction.ON);
        assertThat(nodes.status(commissioning)).isEqualTo(NodeStatus.FAILED_COMMISSIONING);
        assertThat(nodes.text(commissioning, "error")).contains("could not be switched on: the BMC is silent");
        String releasing = nodes.switched(NodeStatus.DEPLOYED);
        lifecycle.release(releasing, Optional.empty());
        assertThat(nodes.status(releasing)).isEqualTo(NodeStatus.RELEASING);
        failed(releasing, PowerAction.OFF);
        assertThat(nodes.status(releasing)).isEqualTo(NodeStatus.FAILED_RELEASING);
        lifecycle.release(releasing, Optional.empty());
        done(releasing, PowerAction.QUERY, PowerState.OFF);
        assertThat(nodes.status(releasing)).isEqualTo(NodeStatus.READY);
    }

    @Test
    void whoIsOutOfTimeFailsOnceAndSaysWhereItStopped() {
        String node = nodes.manual(NodeStatus.NEW);
        lifecycle.commission(node);
        seen(node, "DHCP_LEASE", 50);
        seen(node, "BOOT_CONFIG", 40);
        seen(node, "KERNEL", 30);
        nodes.update(NodeColumns.update("status_since", "now() - interval '1 minute'"), node);
        assertThat(timeouts.sweep()).extracting("systemId").doesNotContain(node);
        nodes.timeIsOver(node);
        timeouts.sweep();
        timeouts.sweep();
        assertThat(nodes.status(node)).isEqualTo(NodeStatus.FAILED_COMMISSIONING);
        assertThat(nodes.text(node, "error")).matches("kernel fetched [0-9:]{8} UTC; no initrd within 3\\d s");
        assertThat(nodes.events(node, "NODE_CHANGED_STATUS")).hasSize(2);
        assertThat(nodes.text(node, "status_expires")).isEqualTo("null");
    }

    @Test
    void aBootThatHangsIsToldOnceForEachStep() {
        String node = nodes.manual(NodeStatus.NEW);
        lifecycle.commission(node);
        nodes.update(NodeColumns.update("status_since", "now() - interval '1 hour'"), node);
        seen(node, "DHCP_LEASE", 1000);
        stalls.sweep();
        stalls.sweep();
        assertThat(nodes.events(node, "NODE_BOOT_STALLED"))
                .singleElement()
                .asString()
                .matches("address leased [0-9:]{8} UTC; no boot configuration within 16 min");
        seen(node, "BOOT_CONFIG", 0);
        stalls.sweep();
        assertThat(nodes.events(node, "NODE_BOOT_STALLED")).hasSize(1);
    }

    @Test
    void oneNodeThatCannotBeReadKeepsNobodyWaiting() {
        String unreadable = nodes.manual(NodeStatus.NEW);
        String readable = nodes.manual(NodeStatus.NEW);
        for (String node : List.of(unreadable, readable)) {
            lifecycle.commission(node);
            nodes.update(NodeColumns.update("status_since", "now() - interval '1 hour'"), node);
        }
        nodes.set(unreadable, "pxe_mac", "no MAC");
        try {
            stalls.sweep();
            // the region's own sweep may have it at this moment
            await("it is told")
                    .until(() -> nodes.events(readable, "NODE_BOOT_STALLED").size() == 1);
            assertThat(nodes.events(unreadable, "NODE_BOOT_STALLED")).isEmpty();
        } finally {
            nodes.update(NodeColumns.update("pxe_mac", "null"), unreadable);
        }
        stalls.sweep();
        assertThat(nodes.events(unreadable, "NODE_BOOT_STALLED")).hasSize(1);
        assertThat(nodes.events(readable, "NODE_BOOT_STALLED")).hasSize(1);
    }

    @Test
    void whatComesTooLateChangesNothingAndWhatMakesNoSenseIsRefused() {
        String failed = nodes.manual(NodeStatus.FAILED_COMMISSIONING);
        lifecycle.commissioned(failed);
        lifecycle.commissioningFailed(failed, "again");
        assertThat(nodes.status(failed)).isEqualTo(NodeStatus.FAILED_COMMISSIONING);
        String allocated = nodes.manual(NodeStatus.ALLOCATED);
        for (Runnable step : List.<Runnable>of(
                () -> lifecycle.commissioned(allocated),
                () -> lifecycle.commission(allocated),
                () -> lifecycle.deployed(allocated),
                () -> lifecycle.deploymentFailed(allocated, ""),
                () -> lifecycle.erased(allocated),
                () -> lifecycle.markFixed(allocated))) {
            assertThatThrownBy(step::run)
                    .isInstanceOf(InvalidTransitionException.class)
                    .hasMessageStartingWith("Invalid transition: Allocated -> ");
        }
        assertThatThrownBy(() -> lifecycle.abort(allocated)).isInstanceOf(RefusedException.class);
        assertThat(nodes.events(allocated, "NODE_CHANGED_STATUS")).isEmpty();
    }

    @Test
    void workInProgressIsAborted() {
        String commissioning = nodes.manual(NodeStatus.COMMISSIONING);
        String deploying = nodes.manual(NodeStatus.DEPLOYING);
        String erasing = nodes.manual(NodeStatus.DISK_ERASING);
        lifecycle.abort(commissioning);
        lifecycle.abort(deploying);
        lifecycle.abort(erasing);
        assertThat(nodes.status(commissioning)).isEqualTo(NodeStatus.NEW);
        assertThat(nodes.status(deploying)).isEqualTo(NodeStatus.ALLOCATED);
        assertThat(nodes.status(erasing)).isEqualTo(NodeStatus.FAILED_DISK_ERASING);
    }

    @Test
    void aBrokenNodeLeavesItsUsersHandsUntilItIsFixed() {
        String node = nodes.manual(NodeStatus.READY);
        give(node);
        lifecycle.markBroken(node, "a fan is loud");
        lifecycle.markBroken(node, "two fans are loud");
        assertThat(nodes.text(node, "error")).isEqualTo("two fans are loud");
        assertThat(nodes.text(node, "owner_id is null")).isEqualTo("true");
        lifecycle.markFixed(node);
        assertThat(nodes.status(node)).isEqualTo(NodeStatus.READY);
        assertThat(nodes.text(node, "error")).isEmpty();
    }

    /// To the administrator, whoever else is free.
    private void give(String node) {
        nodes.update("update nodes set status = 10 where system_id = ?", node);
        nodes.update(
                "update node_allocation set owner_id = 1, token = 'token', agent_name = 'a'"
                        + " where node_id = (select id from nodes where system_id = ?)",
                node);
        nodes.update(
                "insert into node_events (event_id, node_id, level, type, description) select gen_random_uuid(), id, 20,"
                        + " 'NODE_CHANGED_STATUS', 'From ''Ready'' to ''Allocated''' from nodes where system_id = ?",
                node);
    }

    private void seen(String node, String step, int secondsAgo) {
        nodes.update(
                "insert into node_events (event_id, node_id, level, type, step, outcome, created)"
                        + " select gen_random_uuid(), id, 20, 'NODE_BOOT_' || ?, ?, 'OK',"
                        + " now() - make_interval(secs => ?) from nodes where system_id = ?",
                step,
                step,
                (double) secondsAgo,
                node);
    }

    private String results(String node) {
        return nodes.text(node, "select count(*) from node_results r where r.node_id = n.id");
    }

    private void done(String node, PowerAction action, PowerState state) {
        nodes.power(node, action, true, state, "");
    }

    private void failed(String node, PowerAction action) {
        nodes.power(node, action, false, PowerState.ERROR, "the BMC is silent");
    }
}
