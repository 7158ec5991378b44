package dev.muster.region.metadata;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.muster.model.node.NodeStatus;
import dev.muster.region.RegionTestResource;
import dev.muster.region.boot.KnownMachines;
import dev.muster.region.lifecycle.Lifecycle;
import dev.muster.region.node.Nodes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class SignalTest {
    private static final byte[] BINARY = new byte[256];

    static {
        for (int i = 0; i < BINARY.length; i++) {
            BINARY[i] = (byte) i;
        }
    }

    @Inject
    Machines fresh;

    @Inject
    KnownMachines machines;

    @Inject
    Nodes nodes;

    @Inject
    Lifecycle lifecycle;

    @BeforeEach
    void noTagOfOthers() {
        fresh.noneHasHardwareOrTags();
    }

    private Machine machine(NodeStatus status) {
        return fresh.in(status);
    }

    private static byte[] resource(String name) {
        try (var stream = SignalTest.class.getResourceAsStream("/commissioning/" + name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aWholeCommissioningEndsReadyWithWhatWasFound() {
        Machine machine = machine(NodeStatus.READY).move(NodeStatus.COMMISSIONING);
        String key = machine.key();
        ok(machine.signal(
                key,
                Multipart.signal("WORKING", "starting 00-maas-01-lshw [1/2]")
                        .field("power_type", "ipmi")
                        .field("power_parameters", "{\"power_address\":\"10.0.0.9\",\"power_pass\":\"s3cret\"}")));
        assertThat(machine.column("status_text")).isEqualTo("starting 00-maas-01-lshw [1/2]");
        ok(machine.signal(
                key,
                Multipart.signal("WORKING", "finished 00-maas-01-lshw [1/2]")
                        .field("script_result", "0")
                        .file("00-maas-01-lshw.out", resource("lshw.xml"))
                        .file("00-maas-01-lshw.err", new byte[0])));
        ok(machine.signal(
                key,
                Multipart.signal("WORKING", "")
                        .field("script_result", "0")
                        .file("99-maas-02-capture-lldp.out", resource("lldp.xml"))
                        .file("00-maas-02-virtuality.out", "virtual\n".getBytes(StandardCharsets.US_ASCII))));
        ok(machine.signal(key, Multipart.signal("OK", "finished [2/2]")));

        var node = machine.node();
        assertThat(node.status()).isEqualTo(NodeStatus.READY);
        assertThat(node.hardware().cpuCount()).isEqualTo(2);
        assertThat(node.hardware().memory()).isEqualTo(2048);
        assertThat(node.hardware().storage()).isEqualTo(32_212);
        assertThat(node.powerType()).isEqualTo("ipmi");
        assertThat(nodes.powerParameters(machine.systemId))
                .isEqualTo(Map.of("power_address", "10.0.0.9", "power_pass", "s3cret"));
        assertThat(machine.column("routers")).isEqualTo("{00:11:22:33:44:55,66:77:88:99:aa:bb}");
        assertThat(tags(machine)).isEqualTo("virtual");
        assertThat(machine.result("00-maas-01-lshw.err")).isEmpty();
        assertThat(machine.events("NODE_PROGRESS"))
                .containsExactly("starting 00-maas-01-lshw [1/2]", "finished 00-maas-01-lshw [1/2]", "finished [2/2]");
    }

    @ParameterizedTest
    @EnumSource
    void filesAreStoredByteForByteHoweverTheyAreSent(Encoding encoding) {
        Machine machine = machine(NodeStatus.COMMISSIONING);
        var form = Multipart.signal("WORKING", "").field("script_result", "3");
        ok(machine.signal(
                switch (encoding) {
                    case RAW -> form.file("25-own.out", BINARY);
                    case BASE64 -> form.base64File("25-own.out", BINARY);
                }));
        assertThat(machine.result("25-own.out").getBytes(StandardCharsets.ISO_8859_1))
                .isEqualTo(BINARY);
        admin().get(API + "commissioning-results/?op=list&system_id=" + machine.systemId)
                .then()
                .statusCode(200)
                .body("[0].name", equalTo("25-own.out"))
                .body("[0].script_result", equalTo(3))
                .body("[0].result_type", equalTo(0))
                .body("[0].node.system_id", equalTo(machine.systemId))
                .body("[0].data", equalTo(java.util.Base64.getEncoder().encodeToString(BINARY)));
    }

    enum Encoding {
        RAW,
        BASE64
    }

    @Test
    void tooLargeAFileIsRefusedAndNothingElseIsLost() {
        Machine machine = machine(NodeStatus.READY).move(NodeStatus.COMMISSIONING);
        String key = machine.key();
        Response answer = machine.signal(
                key,
                Multipart.signal("OK", "finished [1/1]")
                        .file("a.out", BINARY)
                        .file("big.out", new byte[(1 << 20) + 1])
                        .file("b.out", new byte[1 << 20]));
        answer.then().statusCode(400).body("'big.out'[0]", containsString("1048577 bytes, at most 1048576"));
        assertThat(machine.node().status()).isEqualTo(NodeStatus.READY);
        assertThat(machine.result("a.out")).hasSize(256);
        assertThat(machine.result("b.out")).hasSize(1 << 20);
        assertThat(machine.result("big.out")).isEmpty();
    }

    @Test
    void whatIsSaidTwiceDoesNothingMore() {
        Machine machine = machine(NodeStatus.COMMISSIONING);
        var words = Multipart.signal("WORKING", "finished x [1/2]")
                .field("script_result", "0")
                .file("x.out", BINARY);
        ok(machine.signal(words));
        ok(machine.signal(words));
        assertThat(machine.events("NODE_PROGRESS")).hasSize(1);
        assertThat(machine.result("x.out")).hasSize(256);
    }

    @ParameterizedTest
    @CsvSource({
        "COMMISSIONING, OK, READY",
        "COMMISSIONING, FAILED, FAILED_COMMISSIONING",
        "COMMISSIONING, WORKING, COMMISSIONING",
        "DEPLOYING, OK, DEPLOYING",
        "DEPLOYING, FAILED, FAILED_DEPLOYMENT",
        "DISK_ERASING, FAILED, FAILED_DISK_ERASING",
        "BROKEN, OK, BROKEN",
        "READY, FAILED, READY",
        "FAILED_DEPLOYMENT, OK, FAILED_DEPLOYMENT",
        "FAILED_COMMISSIONING, OK, FAILED_COMMISSIONING"
    })
    void theEndOfTheWorkMovesTheNode(NodeStatus before, String status, NodeStatus after) {
        Machine machine = machine(before);
        ok(machine.signal(Multipart.signal(status, "because")));
        assertThat(machine.node().status()).isEqualTo(after);
        if (before != after && status.equals("FAILED")) {
            assertThat(machine.events("NODE_CHANGED_STATUS").getLast()).endsWith(": because");
        }
    }

    @Test
    void erasedDisksLeadOutOfErasing() {
        Machine machine = machine(NodeStatus.DISK_ERASING);
        ok(machine.signal(Multipart.signal("OK", "erased")));
        assertThat(machine.node().status()).isIn(NodeStatus.READY, NodeStatus.RELEASING);
    }

    @ParameterizedTest
    @EnumSource(
            value = NodeStatus.class,
            names = {"NEW", "MISSING", "RESERVED", "DEPLOYED", "RETIRED", "ALLOCATED", "FAILED_RELEASING"})
    void inOtherStatesThereIsNothingToSay(NodeStatus status) {
        machine(status)
                .signal(Multipart.signal("OK", ""))
                .then()
                .statusCode(409)
                .body(containsString("'" + status.label() + "'"));
    }

    @Test
    void aFileForWhichThereIsNoRoomIsRefusedAndAllElseCounts() {
        Machine machine = machine(NodeStatus.COMMISSIONING);
        machines.update(
                "insert into node_results (node_id, name, result_type, data)"
                        + " select n.id, 'f' || i, 1, convert_to(repeat('x', 1048576), 'UTF8')"
                        + " from nodes n, generate_series(1, 63) i where n.system_id = ?",
                machine.systemId);
        byte[] whole = new byte[1 << 20];
        ok(machine.signal(Multipart.signal("WORKING", "").file("last.out", whole)));
        ok(machine.signal(Multipart.signal("WORKING", "").file("last.out", whole)));
        machine.signal(Multipart.signal("OK", "finished")
                        .file("more.out", new byte[] {1})
                        .file("last.out", new byte[] {2})
                        .file("fits.out", new byte[] {3}))
                .then()
                .statusCode(413)
                .body("'more.out'[0]", containsString("at most 1000 files and 67108864 bytes"))
                .body("size()", equalTo(1));
        assertThat(machine.result("more.out")).isEmpty();
        assertThat(machine.result("last.out")).isEqualTo("\u0002");
        assertThat(machine.result("fits.out")).isEqualTo("\u0003");
        assertThat(machine.node().status()).isEqualTo(NodeStatus.READY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cpu_count | processors",
                "memory    | memory",
                "storage   | disks",
            })
    void machineThatFoundNothingOfAKindIsNotReady(String column, String missing) {
        Machine machine = machine(NodeStatus.COMMISSIONING).set(column, 0);
        ok(machine.signal(Multipart.signal("OK", "finished [8/8]")));
        assertThat(machine.node().status()).isEqualTo(NodeStatus.FAILED_COMMISSIONING);
        assertThat(machine.node().work().error())
                .isEqualTo("no " + missing
                        + " found: see the results of 00-maas-01-lshw.out and 00-maas-07-block-devices.out");
    }

    /// What an earlier commissioning found is void.
    @ParameterizedTest
    @ValueSource(strings = {"lshw: not found", "<list><node id='\u00e9'>"})
    void machineWhoseLshwCannotBeReadIsNotReady(String lshw) {
        Machine machine = machine(NodeStatus.COMMISSIONING);
        ok(machine.signal(Multipart.signal("WORKING", "")
                .file("00-maas-01-lshw.out", lshw.getBytes(StandardCharsets.ISO_8859_1))));
        ok(machine.signal(Multipart.signal("OK", "finished [8/8]")));
        assertThat(machine.node().status()).isEqualTo(NodeStatus.FAILED_COMMISSIONING);
        assertThat(machine.node().work().error()).startsWith("no processors, no memory found");
    }

    @Test
    void filesOfAnInstallerAreResultsOfTheInstallation() {
        Machine machine = machine(NodeStatus.DEPLOYING);
        // the reporter of old curtin: op in the query
        var form = new Multipart()
                .field("status", "FAILED")
                .field("error", "no disk")
                .file("install.log", BINARY);
        Response answer = machine.signed(machine.key())
                .header("Content-Type", form.contentType())
                .body(form.bytes())
                .post("/MAAS/metadata/curtin/2012-03-01/?op=signal");
        ok(answer);
        assertThat(machine.node().status()).isEqualTo(NodeStatus.FAILED_DEPLOYMENT);
        admin().get(API + "installation-results/?op=list&system_id=" + machine.systemId + "&name=install.log")
                .then()
                .body("size()", equalTo(1))
                .body("[0].result_type", equalTo(1));
        admin().get(API + "commissioning-results/?op=list&system_id=" + machine.systemId)
                .then()
                .body("size()", equalTo(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status | DONE | status",
                "script_result | zero | script_result",
                "power_type | steam | steam",
            })
    void whatMakesNoSenseIsNamed(String field, String value, String named) {
        Machine machine = machine(NodeStatus.COMMISSIONING);
        var form = new Multipart().field("op", "signal").field(field, value);
        machine.signal(field.equals("status") ? form : form.field("status", "WORKING"))
                .then()
                .statusCode(400)
                .body(containsString(named));
        machine.signal(new Multipart().field("op", "signal"))
                .then()
                .statusCode(400)
                .body(containsString("status"));
        machine.signal(new Multipart().field("op", "sing"))
                .then()
                .statusCode(400)
                .body(equalTo("Unrecognised signature: method=POST op=sing"));
        machine.signal(Multipart.signal("WORKING", "")
                        .field("power_type", "ipmi")
                        .field("power_parameters", "{\"power_pass\": s3cret}"))
                .then()
                .statusCode(400)
                .body("power_parameters[0]", containsString("JSON object"));
    }

    @Test
    void outputThatCannotBeReadIsKeptAndToldOf() {
        Machine machine = machine(NodeStatus.COMMISSIONING);
        byte[] evil = """
                <!DOCTYPE list [<!ENTITY passwd SYSTEM "file:///etc/passwd">]><list><node>&passwd;</node></list>
                """.getBytes(StandardCharsets.US_ASCII);
        ok(machine.signal(Multipart.signal("WORKING", "")
                .file("00-maas-01-lshw.out", evil)
                .file("00-maas-07-block-devices.out", "[{".getBytes(StandardCharsets.US_ASCII))
                .file("99-maas-02-capture-lldp.out", "<lldp><x></lldp>".getBytes(StandardCharsets.US_ASCII))));
        assertThat(machine.result("00-maas-01-lshw.out").getBytes(StandardCharsets.ISO_8859_1))
                .isEqualTo(evil);
        assertThat(machine.node().hardware().cpuCount()).isZero();
        assertThat(machine.events("NODE_RESULT_UNREADABLE")).hasSize(3);
        assertThat(machine.events("NODE_RESULT_UNREADABLE").getFirst()).contains("00-maas-01-lshw.out", "DOCTYPE");
    }

    @Test
    void oneBadByteDoesNotCostTheInventory() {
        Machine machine = machine(NodeStatus.COMMISSIONING);
        byte[] spoilt = new String(resource("lshw.xml"), StandardCharsets.ISO_8859_1)
                .replace("<vendor>QEMU</vendor>", "<vendor>Q\u00e9MU\u0001</vendor>")
                .getBytes(StandardCharsets.ISO_8859_1);
        ok(machine.signal(Multipart.signal("WORKING", "").file("00-maas-01-lshw.out", spoilt)));
        assertThat(machine.result("00-maas-01-lshw.out").getBytes(StandardCharsets.ISO_8859_1))
                .isEqualTo(spoilt);
        assertThat(machine.node().hardware().cpuCount()).isEqualTo(2);
        assertThat(machine.node().hardware().memory()).isEqualTo(2048);
        assertThat(machine.events("NODE_RESULT_UNREADABLE"))
                .containsExactly("what lshw wrote has 2 characters that are none; the rest is read");
    }

    @Test
    void aNewCommissioningBeginsWithoutOldResults() {
        Machine machine = machine(NodeStatus.COMMISSIONING);
        ok(machine.signal(Multipart.signal("OK", "").file("old.out", BINARY)));
        assertThat(machine.result("old.out")).isNotEmpty();
        lifecycle.commission(machine.systemId);
        assertThat(machine.result("old.out")).isEmpty();
    }

    private String tags(Machine machine) {
        return machines.text(
                "select string_agg(t.name, ',' order by t.name) from node_tags x join tags t on t.id = x.tag_id"
                        + " join nodes n on n.id = x.node_id where n.system_id = ?",
                machine.systemId);
    }

    private static void ok(Response answer) {
        assertThat(answer.body().asString()).isEqualTo("OK");
        assertThat(answer.statusCode()).isEqualTo(200);
    }
}
