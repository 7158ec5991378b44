package dev.muster.region.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.node.NodeStatus;
import dev.muster.model.power.PowerState;
import dev.muster.region.RegionTestResource;
import dev.muster.region.bmc.NodePower;
import dev.muster.region.boot.KnownMachines;
import dev.muster.region.netboot.NodeBoot;
import dev.muster.region.work.NodeWork;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class NodeLockTest {
    @Inject
    KnownMachines machines;

    @Inject
    NodeLock lock;

    @Inject
    NodeBoot boot;

    @Inject
    NodePower power;

    @Inject
    NodeWork work;

    @Test
    void ofSeveralNodesTheLowerNumberGoesFirst() {
        String first = node();
        String second = node();
        QuarkusTransaction.requiringNew().run(() -> {
            assertThat(lock.of(first)).isPresent();
            assertThat(lock.of(second)).isPresent();
            assertThat(lock.of(first)).as("it is locked already").isPresent();
        });
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    lock.of(second);
                    lock.of(first);
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is to be locked before node " + number(second));
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    lock.of(second);
                    lock.of(number(first));
                }))
                .hasMessageContaining("is to be locked before");
    }

    @Test
    void manyAreLockedInTheirOrderHoweverTheyAreNamed() {
        String first = node();
        String second = node();
        assertThat(QuarkusTransaction.requiringNew().call(() -> lock.all(List.of(second, "node-none", first))))
                .extracting(NodeLock.Held::systemId)
                .containsExactly(first, second);
    }

    @Test
    void severalAreLockedBeforeAnyOther() {
        String first = node();
        String second = node();
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    lock.of(first);
                    lock.all(List.of(second));
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("before any is locked");
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    lock.of(second);
                    lock.firstFree(List.of(number(first)), NodeStatus.READY, _ -> true);
                }))
                .hasMessageContaining("before any is locked");
    }

    @Test
    void whoDoesNotWaitPassesOverALockedNode() throws Exception {
        String node = node();
        QuarkusTransaction.requiringNew().run(() -> {
            lock.of(node);
            assertThat(elsewhere(() -> assertThat(lock.ifFree(number(node))).isEmpty()))
                    .isNull();
        });
        QuarkusTransaction.requiringNew()
                .run(() -> assertThat(lock.ifFree(number(node))).isPresent());
    }

    @Test
    void whatIsWrittenOftenDoesNotWaitForTheLifeCycle() {
        String node = node();
        long id = number(node);
        QuarkusTransaction.requiringNew().run(() -> {
            lock.of(node);
            assertThat(elsewhere(() -> {
                        boot.asked(id, machines.freshMac());
                        power.seen(id, PowerState.ON);
                        work.says(id, "starting");
                        machines.update(
                                "insert into node_events (event_id, node_id, level, type) values (?, ?, 20, 'TEST')",
                                UUID.randomUUID(),
                                id);
                    }))
                    .isNull();
        });
        assertThat(machines.text("select power_state || ' ' || status_text from node_details where id = ?", id))
                .isEqualTo("on starting");
    }

    /// In another transaction, which must not wait for this one.
    private static Void elsewhere(Runnable act) {
        return CompletableFuture.runAsync(
                        () -> QuarkusTransaction.requiringNew().run(act))
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private String node() {
        return machines.node("lock-" + UUID.randomUUID(), NodeStatus.READY, machines.freshMac(), machines.cluster());
    }

    private long number(String systemId) {
        return Long.parseLong(machines.text("select id::text from nodes where system_id = ?", systemId));
    }
}
