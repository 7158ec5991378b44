package dev.muster.region.power;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static dev.muster.region.Clients.anonymous;
import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.model.event.Topics;
import dev.muster.model.power.PowerAction;
import dev.muster.model.power.PowerCommand;
import dev.muster.model.power.PowerResult;
import dev.muster.model.power.PowerState;
import dev.muster.region.RegionTestResource;
import dev.muster.region.TopicReader;
import dev.muster.region.refusal.Refusal;
import dev.muster.region.refusal.RefusedException;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class PowerTest {

    @Inject
    Power power;

    @Inject
    ClusterPower clusterPower;

    @Inject
    CommandTable table;

    @Inject
    PowerWatch watch;

    @Inject
    PowerRecorder recorder;

    @Inject
    AgroalDataSource database;

    @Inject
    ObjectMapper mapper;

    private FakeCluster cluster;

    @BeforeEach
    void aCluster() {
        cluster = FakeCluster.joined();
    }

    @Test
    void theTypesAreDescribed() {
        admin().get(API + "nodegroups/?op=describe_power_types")
                .then()
                .statusCode(200)
                .body("name", hasItems("ipmi", "moonshot", "redfish", "virsh", "ether_wake", "webhook", "manual"))
                .body("find { it.name == 'ether_wake' }.fields[0].field_type", is("mac_address"))
                .body("find { it.name == 'ipmi' }.fields[0].default", is("LAN_2_0"));
        anonymous().get(API + "nodegroups/?op=describe_power_types").then().statusCode(401);
    }

    @Test
    void aCommandIsPublishedWithoutSecretsAndFetchedWithThem() throws Exception {
        String node = cluster.node("ipmi");
        power.on(node);
        PowerCommand command = published(node);
        assertThat(command.cluster()).isEqualTo(cluster.uuid());
        assertThat(command.action()).isEqualTo(PowerAction.ON);

        cluster.fetch(command.id())
                .then()
                .statusCode(200)
                .body("parameters.power_pass", is(FakeCluster.PASSWORD))
                .body("again", is(false))
                .body("left", allOf(greaterThan(60f), lessThanOrEqualTo(120f)))
                .body("command.power_type", is("ipmi"));
        cluster.fetch(command.id()).then().statusCode(200).body("again", is(true));
        FakeCluster.joined().fetch(command.id()).then().statusCode(403);
        anonymous()
                .get("/MAAS/cluster/v1/power-commands/" + command.id())
                .then()
                .statusCode(401);

        cluster.answer(command.id(), node, PowerAction.ON, true, PowerState.ON, "");
        await().until(() -> !recorder.of(node).isEmpty());
        assertThat(recorder.of(node)).containsExactly(new PowerDone(node, PowerAction.ON, true, PowerState.ON, ""));
        admin().get(API + "nodes/" + node + "/").then().body("power_state", is("on"));
        assertThat(events(node)).contains("NODE_POWER_ON_STARTING", "NODE_POWERED_ON");
        cluster.fetch(command.id()).then().statusCode(410);
    }

    @Test
    void aClusterWhoseClockIsOffIsHeard() throws Exception {
        for (int hours : List.of(-3, 3)) {
            String node = cluster.node("ipmi");
            power.on(node);
            var at = Instant.now().plus(Duration.ofHours(hours));
            cluster.answer(new PowerResult(published(node).id(), node, PowerAction.ON, true, PowerState.ON, "", at));
            await().until(() -> !recorder.of(node).isEmpty());
            assertThat(recorder.of(node).getFirst().ok()).isTrue();
        }
    }

    @Test
    void aMachineThatIsToStartItsWorkIsNotLeftAsItIs() throws Exception {
        String node = cluster.node("ipmi");
        admin().post(API + "nodes/" + node + "/?op=commission").then().statusCode(200);
        UUID id = published(node).id();
        for (int i = 0; i < 2; i++) {
            cluster.fetch(id).then().statusCode(200).body("again", is(false));
        }
    }

    @Test
    void whatIsNoResultIsPutAsideAndHoldsNothingUp() throws Exception {
        String node = cluster.node("ipmi");
        power.on(node);
        UUID command = published(node).id();
        cluster.send(node, "no json");
        cluster.send(node, "{\"id\":\"" + command + "\"}");
        cluster.answer(command, node, PowerAction.ON, false, PowerState.ERROR, "said \0 and nothing else");
        await().until(() -> !recorder.of(node).isEmpty());
        assertThat(recorder.of(node))
                .containsExactly(
                        new PowerDone(node, PowerAction.ON, false, PowerState.ERROR, "said   and nothing else"));
        try (var dead = TopicReader.of(Topics.dead(Topics.POWER_RESULT))) {
            assertThat(dead.values(node, 2)).containsExactly("no json", "{\"id\":\"" + command + "\"}");
        }
    }

    @Test
    void aRepeatedResultCountsOnce() throws Exception {
        String node = cluster.node("ipmi");
        power.off(node, PowerAction.OFF);
        UUID id = published(node).id();
        for (int i = 0; i < 3; i++) {
            cluster.answer(id, node, PowerAction.OFF, false, PowerState.ERROR, "the BMC refuses the password");
        }
        UUID marker = clusterPower.query(node);
        cluster.answer(marker, node, PowerAction.QUERY, true, PowerState.OFF, "");
        await().until(() -> table.byId(marker).orElseThrow().finished());
        assertThat(recorder.of(node).stream().filter(done -> done.action() == PowerAction.OFF))
                .containsExactly(
                        new PowerDone(node, PowerAction.OFF, false, PowerState.ERROR, "the BMC refuses the password"));
        assertThat(events(node).stream().filter("NODE_POWER_OFF_FAILED"::equals))
                .hasSize(1);
    }

    @Test
    void oneActionAtATimeAndALookGivesWay() {
        String node = cluster.node("ipmi");
        UUID look = clusterPower.query(node);
        assertThat(clusterPower.query(node)).isEqualTo(look);
        power.off(node, PowerAction.SOFT_OFF);
        assertThat(table.byId(look).orElseThrow().state()).isEqualTo("replaced");
        cluster.fetch(look).then().statusCode(410).body(equalTo("The command is not wanted any more."));
        assertBusy(() -> power.on(node));
        assertBusy(() -> clusterPower.query(node));
        power.off(node, PowerAction.OFF);
        assertBusy(() -> power.off(node, PowerAction.OFF));
    }

    private static void assertBusy(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.refusal())
                .isInstanceOf(Refusal.Busy.class));
    }

    @Test
    void ofManyCallersAtOnceOneIsHeard() throws Exception {
        String node = cluster.node("ipmi");
        List<Boolean> given = atOnce(16, () -> {
            try {
                power.on(node);
                return true;
            } catch (RefusedException e) {
                assertThat(e.refusal()).isInstanceOf(Refusal.Busy.class);
                return false;
            }
        });
        assertThat(given.stream().filter(Boolean::booleanValue)).hasSize(1);
    }

    @Test
    void aCommandWithoutAnAnswerFailsOnceWithSeveralReplicas() throws Exception {
        String node = cluster.node("ipmi");
        power.on(node);
        UUID id = published(node).id();
        sql("update power_commands set expires = now() - interval '60 seconds' where id = '" + id + "'");
        cluster.fetch(id).then().statusCode(410);
        atOnce(6, () -> {
            watch.failExpired();
            return true;
        });
        await().until(() -> !recorder.of(node).isEmpty());
        assertThat(recorder.of(node))
                .containsExactly(new PowerDone(
                        node,
                        PowerAction.ON,
                        false,
                        PowerState.UNKNOWN,
                        "cluster " + cluster.name() + " did not answer for 120 s"));
        assertThat(events(node).stream().filter("NODE_POWER_ON_FAILED"::equals)).hasSize(1);
        power.on(node);
    }

    @Test
    void whoHasNoPowerTypeIsSwitchedByHand() throws Exception {
        for (String type : List.of("", "manual")) {
            String node = cluster.node(type);
            power.on(node);
            power.off(node, PowerAction.OFF);
            assertThat(events(node)).contains("NODE_POWER_ON_STARTING", "NODE_POWER_OFF_STARTING");
            assertThat(recorder.of(node)).isEmpty();
            admin().get(API + "nodes/" + node + "/?op=query_power_state")
                    .then()
                    .statusCode(200)
                    .body("state", is("unknown"));
        }
    }

    @Test
    void aTypeWithoutADriverIsRefused() {
        String node = cluster.node("amt");
        assertThatThrownBy(() -> power.on(node)).hasMessageContaining("amt");
    }

    @Test
    void machinesAreAskedByThemselvesOnceInAWhile() throws Exception {
        String node = cluster.node("ipmi");
        watch.poll();
        assertThat(commands(node)).as("nobody has accepted it").isZero();
        admin().post(API + "nodes/" + node + "/?op=mark_broken").then().statusCode(200);
        await().until(() -> commands(node) == 1);
        UUID look = published(node).id();
        cluster.answer(look, node, PowerAction.QUERY, false, PowerState.ERROR, "the BMC does not answer");
        await().until(() -> !recorder.of(node).isEmpty());
        assertThat(events(node)).contains("NODE_POWER_QUERY_FAILED");
        admin().get(API + "nodes/" + node + "/").then().body("power_state", is("error"));
        watch.poll();
        assertThat(commands(node)).as("not again before the interval is over").isEqualTo(1);
    }

    @Test
    void aStateIsAskedForAndWaitedFor() throws Exception {
        String node = cluster.node("redfish");
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> answered = pool.submit(() -> {
                PowerCommand look = published(node);
                cluster.answer(look.id(), node, PowerAction.QUERY, true, PowerState.ON, "");
                return 0;
            });
            admin().get(API + "nodes/" + node + "/?op=query_power_state")
                    .then()
                    .statusCode(200)
                    .body("state", is("on"));
            answered.get();
        }
    }

    @Test
    void whatAnOperatorSetsIsHeldAgainstTheSchema() {
        String node = cluster.node("");
        admin().contentType("application/x-www-form-urlencoded")
                .formParam("power_type", "virsh")
                .formParam("power_parameters_colour", "red")
                .put(API + "nodes/" + node + "/")
                .then()
                .statusCode(400)
                .body("power_parameters_power_id[0]", containsString("required"))
                .body("power_parameters_colour[0]", containsString("no such parameter"));
        admin().contentType("application/x-www-form-urlencoded")
                .formParam("power_type", "virsh")
                .formParam("power_parameters_colour", "red")
                .formParam("power_parameters_skip_check", "true")
                .put(API + "nodes/" + node + "/")
                .then()
                .statusCode(200);
        admin().contentType("application/x-www-form-urlencoded")
                .formParam("power_parameters_power_id", "vm-1")
                .formParam("power_parameters_colour", "")
                .put(API + "nodes/" + node + "/")
                .then()
                .statusCode(400);
    }

    private PowerCommand published(String node) throws Exception {
        return new PublishedCommands(table, mapper).unfinished(node);
    }

    private List<String> events(String node) {
        return admin().get(API + "events/?op=query&limit=1000&level=DEBUG&id=" + node)
                .then()
                .statusCode(200)
                .extract()
                .path("events.type");
    }

    private int commands(String node) {
        return count("select count(*) from power_commands c join nodes n on n.id = c.node_id where n.system_id = '"
                + node + "'");
    }

    private int count(String query) {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void sql(String update) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(update);
        }
    }

    private interface Try {
        boolean done() throws Exception;
    }

    private static List<Boolean> atOnce(int callers, Try call) throws Exception {
        var start = new CountDownLatch(1);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> calls = IntStream.range(0, callers)
                    .mapToObj(_ -> pool.submit(() -> {
                        start.await();
                        return call.done();
                    }))
                    .toList();
            start.countDown();
            return calls.stream().map(PowerTest::get).toList();
        }
    }

    private static boolean get(Future<Boolean> call) {
        try {
            return call.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
