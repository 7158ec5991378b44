package dev.muster.region.metadata;

import static dev.muster.region.Clients.anonymous;
import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.cluster.ClusterHeaders;
import dev.muster.model.node.NodeStatus;
import dev.muster.region.RegionTestResource;
import dev.muster.region.boot.KnownMachines;
import dev.muster.region.lifecycle.Lifecycle;
import dev.muster.region.netboot.NodeBoot;
import dev.muster.region.node.NodeEvents;
import dev.muster.region.node.NodeLock;
import dev.muster.region.node.Nodes;
import dev.muster.region.power.PowerProof;
import dev.muster.region.refusal.RefusedException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// Whoever ran on a machine before its work began cannot pass for the work.
@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class FreshBootTest {
    private static final String BEING_SWITCHED =
            "The power of this machine is being switched for its work; ask again after that.";
    private static final String NO_BOOT = "This machine has not booted from the network since its work began.";

    @Inject
    Machines fresh;

    @Inject
    KnownMachines machines;

    @Inject
    Nodes nodes;

    @Inject
    Lifecycle lifecycle;

    @Inject
    NodeLock lock;

    @Inject
    NodeBoot boot;

    @Inject
    PowerProof power;

    @Inject
    NodeEvents events;

    private Machine machine(NodeStatus status, String powerType) {
        return fresh.in(status).set("power_type", powerType);
    }

    @Test
    void aSystemThatIsStillBeingSwitchedOffGetsNoKey() {
        Machine machine = machine(NodeStatus.DEPLOYED, "ipmi").booted();
        lifecycle.release(machine.systemId, Optional.of(true));
        machine.booted();
        refused(machine, BEING_SWITCHED);
        refused(machine, BEING_SWITCHED);
        assertThat(machine.events("NODE_PRESEED_EARLY")).containsExactly("Refused for the moment: " + BEING_SWITCHED);
        assertThat(call(machine)
                        .queryParam("op", "netboot_off")
                        .post(byId(machine))
                        .statusCode())
                .isEqualTo(503);

        finish(machine, "done");
        assertThat(given(machine)).contains(secret(machine));
    }

    @Test
    void whoAsksALittleTooEarlyIsKeptWaitingAndWhoAsksBesidesIsNot() throws Exception {
        Machine machine = machine(NodeStatus.READY, "ipmi");
        lifecycle.commission(machine.systemId);
        var patient = new FreshBoot(nodes, lock, boot, power, events, waiting(Duration.ofMinutes(1)));
        var answer = CompletableFuture.supplyAsync(() -> patient.only(machine.node(), node -> "the key"));
        await("the first is kept waiting")
                .until(() -> !machine.events("NODE_PRESEED_EARLY").isEmpty());
        assertThatThrownBy(() -> patient.only(machine.node(), node -> "the key"))
                .isInstanceOf(RefusedException.class)
                .hasMessage(BEING_SWITCHED);
        assertThat(answer).isNotDone();
        finish(machine, "done");
        assertThat(answer.get(1, TimeUnit.MINUTES)).isEqualTo("the key");
    }

    private static MetadataSettings waiting(Duration time) {
        return new SmallRyeConfigBuilder()
                .withMapping(MetadataSettings.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withDefaultValue("muster.metadata.preseed-wait", time.toString())
                .build()
                .getConfigMapping(MetadataSettings.class);
    }

    @Test
    void aLookAtTheMachineHoldsNobodyUp() {
        Machine machine = machine(NodeStatus.READY, "ipmi");
        lifecycle.commission(machine.systemId);
        finish(machine, "done");
        order(machine, "query", "sent");
        assertThat(given(machine)).contains(secret(machine));
    }

    @Test
    void whatWasSwitchedBeforeProvesNothing() {
        Machine machine = machine(NodeStatus.DEPLOYED, "ipmi");
        order(machine, "on", "done");
        machine.move(NodeStatus.DISK_ERASING);
        refused(machine, NO_BOOT);
        order(machine, "on", "failed");
        refused(machine, NO_BOOT);
        order(machine, "on", "done");
        assertThat(given(machine)).contains(secret(machine));
    }

    @Test
    void aMachineThatOnlyAPersonSwitchesHasToBootFirst() {
        Machine machine = machine(NodeStatus.DEPLOYED, "manual").booted();
        lifecycle.release(machine.systemId, Optional.of(true));
        refused(machine, NO_BOOT);
        assertThat(given(machine.booted())).contains(secret(machine));
    }

    @Test
    void thatAMachineWasWokenDoesNotMeanThatItSlept() {
        Machine machine = machine(NodeStatus.DEPLOYED, "ether_wake");
        lifecycle.release(machine.systemId, Optional.of(true));
        finish(machine, "done");
        refused(machine, NO_BOOT);
        assertThat(given(machine.booted())).contains(secret(machine));
    }

    @Test
    void aClustersRecordOfTheBootCountsWhereTheRegionWasAway() {
        Machine machine = machine(NodeStatus.READY, "").move(NodeStatus.COMMISSIONING);
        step(machine, "BOOT_CONFIG", "- interval '1 minute'");
        step(machine, "DHCP_LEASE", "+ interval '1 second'");
        refused(machine, NO_BOOT);
        step(machine, "BOOT_CONFIG", "+ interval '1 second'");
        assertThat(given(machine)).contains(secret(machine));
    }

    @Test
    void anEnlistmentThatGoesOnNeedsNoNewBoot() {
        Machine machine = machine(NodeStatus.NEW, "");
        lifecycle.commissionRunning(machine.systemId);
        assertThat(given(machine)).contains(secret(machine));

        machine.move(NodeStatus.READY, NodeStatus.COMMISSIONING);
        refused(machine, NO_BOOT);
    }

    @Test
    void anInstallerHasToBootAndAnInstalledSystemHasNot() {
        Machine machine = machine(NodeStatus.ALLOCATED, "manual").move(NodeStatus.DEPLOYING);
        refused(machine, NO_BOOT);
        machine.set("netboot", false);
        assertThat(given(machine)).doesNotContain(secret(machine));
    }

    @Test
    void nobodyGetsAKeyInTheMomentInWhichTheWorkBegins() throws Exception {
        Machine machine = machine(NodeStatus.ALLOCATED, "ipmi").move(NodeStatus.DEPLOYING);
        order(machine, "on", "done");
        var asking = new AtomicBoolean(true);
        Queue<String> answers = new ConcurrentLinkedQueue<>();
        List<Thread> system = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            system.add(Thread.ofVirtual().start(() -> {
                while (asking.get()) {
                    answers.add(preseed(machine).asString());
                }
            }));
        }
        String before = secret(machine);
        String after;
        try {
            await("a key").until(() -> answers.stream().anyMatch(answer -> answer.contains(before)));
            lifecycle.release(machine.systemId, Optional.of(true));
            after = secret(machine);
            await("a refusal").until(() -> answers.contains(BEING_SWITCHED));
        } finally {
            asking.set(false);
        }
        for (Thread thread : system) {
            assertThat(thread.join(Duration.ofMinutes(1)))
                    .as("has its last answer")
                    .isTrue();
        }
        assertThat(after).isNotEqualTo(before);
        assertThat(answers).noneMatch(answer -> answer.contains(after));
    }

    private static String byId(Machine machine) {
        return "/MAAS/metadata/latest/by-id/" + machine.systemId + "/";
    }

    private static io.restassured.specification.RequestSpecification call(Machine machine) {
        return anonymous()
                .headers(
                        ClusterHeaders.CLUSTER,
                        machine.cluster.header(),
                        ClusterHeaders.NODE_MAC,
                        machine.mac.value(),
                        ClusterHeaders.BASE_URL,
                        "http://10.0.0.1:5248/MAAS");
    }

    private static Response preseed(Machine machine) {
        return call(machine).queryParam("op", "get_preseed").get(byId(machine));
    }

    private static String given(Machine machine) {
        Response response = preseed(machine);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.asString();
    }

    private static void refused(Machine machine, String why) {
        Response response = preseed(machine);
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.header("Retry-After")).isEqualTo("2");
        assertThat(response.asString()).isEqualTo(why);
    }

    private static String secret(Machine machine) {
        return machine.key().split(":")[2];
    }

    private void finish(Machine machine, String state) {
        machines.update(
                "update power_commands set state = ?, finished = now() where state = 'sent'"
                        + " and node_id = (select id from nodes where system_id = ?)",
                state,
                machine.systemId);
    }

    private void order(Machine machine, String action, String state) {
        machines.update(
                "insert into power_commands (id, node_id, action, state, cluster, expires)"
                        + " select gen_random_uuid(), id, ?, ?, ?, now() + interval '1 minute' from nodes"
                        + " where system_id = ?",
                action,
                state,
                machine.cluster.uuid(),
                machine.systemId);
    }

    private void step(Machine machine, String step, String later) {
        machines.update(
                "insert into node_events (event_id, node_id, level, type, step, outcome, created)"
                        + " select gen_random_uuid(), id, 20, 'NODE_BOOT_' || ?, ?, 'OK', status_since " + later
                        + " from node_details where system_id = ?",
                step,
                step,
                machine.systemId);
    }
}
