package dev.muster.region.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.node.NodeStatus;
import dev.muster.region.RegionTestResource;
import dev.muster.region.boot.KnownMachines;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class OldEventsTest {
    private static final Duration KEEP = Duration.ofDays(90);

    @Inject
    KnownMachines machines;

    @Inject
    EventSweep sweep;

    @Test
    void whatIsOldGoesButNotTheTrailOfTheWorkAtHand() {
        String idle = node(NodeStatus.READY, 150, false);
        event(idle, "NODE_CHANGED_STATUS", null, 200);
        event(idle, "NODE_CHANGED_STATUS", null, 150);
        event(idle, "NODE_BOOT_KERNEL", "KERNEL", 140);
        event(idle, "NODE_PROGRESS", null, 91);
        event(idle, "NODE_PROGRESS", null, 89);
        String busy = node(NodeStatus.DISK_ERASING, 150, true);
        event(busy, "NODE_BOOT_INITRD", "INITRD", 151);
        event(busy, "NODE_BOOT_KERNEL", "KERNEL", 149);
        event(busy, "NODE_PROGRESS", null, 148);
        String stranger = machines.freshMac().value();
        machines.update(
                "insert into node_events (event_id, mac, level, type, created)"
                        + " values (gen_random_uuid(), ?, 20, 'NODE_BOOT_LOADER', now() - interval '91 days')",
                stranger);
        sweep.age(KEEP);
        assertThat(left(idle)).containsExactly("NODE_CHANGED_STATUS 150", "NODE_PROGRESS 89");
        assertThat(left(busy)).containsExactly("NODE_BOOT_KERNEL 149");
        assertThat(machines.texts("select type from node_events where mac = ?", stranger))
                .isEmpty();
    }

    @Test
    void ofOneNodeTheNewestStay() {
        String noisy = node(NodeStatus.COMMISSIONING, 1, true);
        event(noisy, "NODE_CHANGED_STATUS", null, 1);
        event(noisy, "NODE_BOOT_KERNEL", "KERNEL", 0);
        String quiet = node(NodeStatus.DEPLOYED, 1, false);
        for (int i = 0; i < 12; i++) {
            event(noisy, "NODE_STATUS_EVENT", null, i == 11 ? 0 : 1);
            event(quiet, "NODE_STATUS_EVENT", null, 0);
        }
        long before = Long.parseLong(machines.text("select (id - 1)::text from nodes where system_id = ?", noisy));
        assertThat(sweep.thin(12, before))
                .as("it begins anew after the last node")
                .isZero();
        assertThat(left(noisy)).hasSize(14);
        assertThat(left(quiet)).hasSize(12);

        sweep.thin(3, before);
        assertThat(left(noisy))
                .containsExactly(
                        "NODE_CHANGED_STATUS 1",
                        "NODE_BOOT_KERNEL 0",
                        "NODE_STATUS_EVENT 1",
                        "NODE_STATUS_EVENT 1",
                        "NODE_STATUS_EVENT 0");
        assertThat(left(quiet)).hasSize(3);
    }

    @Test
    void severalReplicasShareTheWork() {
        String node = node(NodeStatus.READY, 1, false);
        machines.update(
                "insert into node_events (event_id, node_id, level, type, created)"
                        + " select gen_random_uuid(), n.id, 10, 'NODE_STATUS_EVENT', now() - interval '100 days'"
                        + " from nodes n, generate_series(1, 4500) where n.system_id = ?",
                node);
        List<CompletableFuture<Void>> replicas = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            replicas.add(CompletableFuture.runAsync(() -> sweep.age(KEEP)));
        }
        replicas.forEach(CompletableFuture::join);
        sweep.age(KEEP);
        assertThat(left(node)).isEmpty();
    }

    private String node(NodeStatus status, int sinceDays, boolean busy) {
        String systemId = machines.node(
                "old-" + machines.freshMac().value().replace(":", ""), status, machines.freshMac(), machines.cluster());
        machines.update(
                "update node_work set since = now() - make_interval(days => ?) - interval '1 second',"
                        + " expires = case when ? then now() + interval '1 hour' end"
                        + " where node_id = (select id from nodes where system_id = ?)",
                sinceDays,
                busy,
                systemId);
        return systemId;
    }

    private void event(String node, String type, String step, int daysAgo) {
        machines.update(
                "insert into node_events (event_id, node_id, level, type, step, outcome, created)"
                        + " select gen_random_uuid(), id, 20, ?, ?, 'OK', now() - make_interval(days => ?)"
                        + " from nodes where system_id = ?",
                type,
                step,
                daysAgo,
                node);
    }

    /// Type and age in days, in their order.
    private List<String> left(String node) {
        return machines.texts(
                "select e.type || ' ' || floor(extract(epoch from now() - e.created) / 86400)"
                        + " from node_events e join nodes n on n.id = e.node_id where n.system_id = ? order by e.id",
                node);
    }
}
