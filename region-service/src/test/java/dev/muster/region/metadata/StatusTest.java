package dev.muster.region.metadata;

import static dev.muster.testing.Await.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.node.NodeStatus;
import dev.muster.region.PassedTime;
import dev.muster.region.RegionTestResource;
import dev.muster.region.boot.KnownMachines;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class StatusTest {
    @Inject
    Machines fresh;

    @Inject
    KnownMachines machines;

    private Machine machine(NodeStatus status) {
        return fresh.in(status);
    }

    @Test
    void cloudInitsReportsAreEventsAndDecideNothing() throws Exception {
        Machine machine = machine(NodeStatus.DEPLOYED);
        assertThat(machine.status("""
                {"name": "modules-final", "description": "running modules for final", "event_type": "start",\
                 "origin": "cloudinit", "timestamp": 1763960000.123}""")).isEqualTo(200);
        assertThat(machine.status("""
                {"name": "modules-final/config-runcmd", "description": "running config-runcmd", "event_type": "start",\
                 "origin": "cloudinit", "timestamp": 1763960000.2}""")).isEqualTo(200);
        assertThat(machine.status("""
                {"name": "modules-final", "description": "running modules for final", "event_type": "finish",\
                 "origin": "cloudinit", "timestamp": 1763960001.5, "result": "FAIL"}""")).isEqualTo(200);
        assertThat(machine.events("NODE_STATUS_EVENT"))
                .containsExactly(
                        "cloudinit modules-final began: running modules for final",
                        "cloudinit modules-final/config-runcmd began: running config-runcmd",
                        "cloudinit modules-final finished (FAIL): running modules for final");
        assertThat(machines.texts(
                        "select level::text from node_events where type = 'NODE_STATUS_EVENT' and node_id ="
                                + " (select id from nodes where system_id = ?) order by id",
                        machine.systemId))
                .containsExactly("20", "10", "40");
        assertThat(machine.node().status()).isEqualTo(NodeStatus.DEPLOYED);
    }

    @Test
    void curtinsFailureFailsTheDeploymentAndItsLogIsKept() throws Exception {
        Machine machine = machine(NodeStatus.DEPLOYING);
        String log = Base64.getEncoder().encodeToString("line\n".getBytes(UTF_8));
        machine.post("""
                {"name": "cmd-install/stage-partitioning", "description": "configuring disk", "event_type": "start",\
                 "origin": "curtin", "level": "INFO", "timestamp": 1.5}""", Map.of("Content-Type", "application/json"));
        assertThat(machine.column("status_text")).isEqualTo("configuring disk");
        machine.post("""
                {"name": "cmd-install/stage-partitioning", "description": "configuring disk", "event_type": "finish",\
                 "origin": "curtin", "result": "FAILURE", "timestamp": 1.5}""", Map.of("Content-Type", "application/json"));
        assertThat(machine.node().status()).isEqualTo(NodeStatus.DEPLOYING);
        var answer = machine.post("""
                {"name": "cmd-install", "description": "curtin command install", "event_type": "finish",\
                 "origin": "curtin", "result": "FAILURE", "timestamp": 2, "files": [\
                 {"path": "/tmp/install.log", "encoding": "base64", "content": "%s"},\
                 {"path": "/tmp/packed", "encoding": "base64", "compression": "bzip2", "content": "%s"}]}""".formatted(log, log), Map.of("Content-Type", "application/json"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("OK");
        assertThat(machine.node().status()).isEqualTo(NodeStatus.FAILED_DEPLOYMENT);
        assertThat(machine.result("/tmp/install.log")).isEqualTo("line\n");
        assertThat(machine.result("/tmp/packed.bz2")).isEqualTo("line\n");
        assertThat(machine.events("NODE_CHANGED_STATUS").getLast()).endsWith("curtin command install");
    }

    @Test
    void whatTheDatabaseDoesNotTakeIsLeftOut() throws Exception {
        Machine machine = machine(NodeStatus.DEPLOYING);
        assertThat(machine.status("""
                {"name": "cmd-install", "description": "a\\u0000b\\ud800c\\nd", "event_type": "start",\
                 "origin": "curtin"}""")).isEqualTo(200);
        assertThat(machine.column("status_text")).isEqualTo("a b c d");
    }

    @Test
    void aGoodInstallationWaitsForTheInstalledSystem() throws Exception {
        Machine machine = machine(NodeStatus.DEPLOYING);
        assertThat(machine.status("""
                {"name": "cmd-install", "description": "d", "event_type": "finish", "origin": "curtin",\
                 "result": "SUCCESS"}""")).isEqualTo(200);
        assertThat(machine.node().status()).isEqualTo(NodeStatus.DEPLOYING);
    }

    @Test
    void aFloodOfProgressIsThinned() throws Exception {
        var time = PassedTime.installed();
        Machine machine = machine(NodeStatus.DEPLOYING);
        for (int i = 0; i < 20; i++) {
            time.pass(Duration.ofMillis(500));
            machine.status("""
                    {"name": "cmd-install/stage-extract", "description": "%d %%", "event_type": "progress",\
                     "origin": "curtin"}""".formatted(i));
        }
        assertThat(machine.column("status_text")).isEqualTo("16 %");
        assertThat(machine.events("NODE_PROGRESS")).hasSize(5);
    }

    @Test
    void aMachineThatReportsWithoutEndFillsNoTimeline() throws Exception {
        var time = PassedTime.installed();
        Machine machine = machine(NodeStatus.DEPLOYING);
        for (int i = 0; i < 90; i++) {
            assertThat(machine.status("""
                    {"name": "modules-final/%d", "description": "d", "event_type": "finish", "origin": "cloudinit"}""".formatted(i))).isEqualTo(200);
        }
        assertThat(machine.events("NODE_STATUS_EVENT")).hasSize(60);
        time.pass(Duration.ofSeconds(2));
        for (int i = 0; i < 3; i++) {
            machine.status("""
                    {"name": "modules-final", "description": "d", "event_type": "start", "origin": "cloudinit"}""");
        }
        assertThat(machine.events("NODE_STATUS_EVENT")).hasSize(62);
        assertThat(machine.status("""
                {"name": "cmd-install", "description": "d", "event_type": "finish", "origin": "curtin",\
                 "result": "FAIL", "files": [{"path": "log", "content": "why"}]}""")).isEqualTo(200);
        assertThat(machine.node().status()).as("what decides is not lost").isEqualTo(NodeStatus.FAILED_DEPLOYMENT);
        assertThat(machine.result("log")).isEqualTo("why");

        await("told").until(() -> !machine.events("NODE_REPORTS_LEFT_OUT").isEmpty());
        assertThat(machine.events("NODE_REPORTS_LEFT_OUT").getFirst())
                .matches("\\d+ reports are no events: the machine reports too much");
    }

    @Test
    void tooLargeAFileIsRefusedAndTheReportCounts() throws Exception {
        Machine machine = machine(NodeStatus.DEPLOYING);
        String big = Base64.getEncoder().encodeToString(new byte[(1 << 20) + 1]);
        var answer = machine.post("""
                {"name": "cmd-install", "description": "d", "event_type": "finish", "origin": "curtin",\
                 "result": "FAIL", "files": [{"path": "big", "encoding": "base64", "content": "%s"},\
                 {"path": "odd", "encoding": "base64", "content": "****"},\
                 {"path": "small", "content": "as it is"}]}""".formatted(big), Map.of());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("\"big\"", "1048577", "\"odd\"", "base64")
                .doesNotContain("small");
        assertThat(machine.node().status()).isEqualTo(NodeStatus.FAILED_DEPLOYMENT);
        assertThat(machine.result("small")).isEqualTo("as it is");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | not valid JSON",
                "[] | a JSON object is expected",
                "{\"event_type\":\"start\"} | \"name\"",
                "{\"name\":\"x\"} | \"event_type\"",
                "{\"name\":\"x\",\"event_type\":\"later\"} | \"event_type\"",
                "{\"name\":3,\"event_type\":\"start\"} | \"name\"",
                "{\"name\":\"x\",\"event_type\":\"finish\",\"result\":\"MAYBE\"} | \"result\"",
                "{\"name\":\"x\",\"event_type\":\"finish\",\"files\":{}} | \"files\"",
                "{\"name\":\"x\",\"event_type\":\"finish\",\"files\":[{}]} | \"files\"",
            })
    void whatIsWrongIsNamed(String json, String named) throws Exception {
        var answer = machine(NodeStatus.COMMISSIONING).post(json, Map.of());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(named);
    }
}
