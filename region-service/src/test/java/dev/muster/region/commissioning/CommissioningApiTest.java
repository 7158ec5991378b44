package dev.muster.region.commissioning;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static dev.muster.region.Clients.anonymous;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.muster.model.node.NodeStatus;
import dev.muster.region.RegionTestResource;
import dev.muster.region.boot.KnownMachines;
import dev.muster.region.metadata.Machine;
import dev.muster.region.metadata.Machines;
import dev.muster.region.metadata.Multipart;
import dev.muster.region.tags.TagEvaluation;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class CommissioningApiTest {
    /// No UTF-8.
    private static final byte[] CONTENT = {'#', '!', '/', 'b', 'i', 'n', '/', 's', 'h', '\n', (byte) 0xff, 0, '\r', '\n'
    };

    @Inject
    Machines fresh;

    @Inject
    KnownMachines machines;

    @Inject
    TagEvaluation tags;

    @BeforeEach
    void onlyOurTags() {
        fresh.noneHasHardwareOrTags();
    }

    private Machine machine(NodeStatus status) {
        return fresh.in(status);
    }

    @Test
    void scriptsAreUploadedReplacedAndDeleted() {
        String name = "25-" + UUID.randomUUID();
        admin().multiPart("name", name)
                .multiPart("content", name, CONTENT)
                .post(API + "commissioning-scripts/")
                .then()
                .statusCode(201)
                .body("name", equalTo(name));
        admin().get(API + "commissioning-scripts/").then().statusCode(200).body("", hasItem(name));
        var read = admin().get(API + "commissioning-scripts/" + name);
        assertThat(read.contentType()).startsWith("application/binary");
        assertThat(read.body().asByteArray()).isEqualTo(CONTENT);

        admin().multiPart("content", name, "two".getBytes(UTF_8))
                .put(API + "commissioning-scripts/" + name)
                .then()
                .statusCode(200);
        assertThat(admin().get(API + "commissioning-scripts/" + name).body().asString())
                .isEqualTo("two");
        admin().delete(API + "commissioning-scripts/" + name).then().statusCode(204);
        admin().get(API + "commissioning-scripts/" + name).then().statusCode(404);
        admin().delete(API + "commissioning-scripts/" + name).then().statusCode(404);
        admin().get(API + "commissioning-scripts/").then().body("", not(hasItem(name)));
    }

    @Test
    void scriptsThatMakeNoSenseAreRefused() {
        for (String name : List.of("a/b", "../x", ".hidden", "00-maas-01-lshw", "x".repeat(101))) {
            admin().multiPart("name", name)
                    .multiPart("content", "x")
                    .post(API + "commissioning-scripts/")
                    .then()
                    .statusCode(400)
                    .body("name[0]", containsString("name"));
        }
        admin().multiPart("name", "no-content")
                .post(API + "commissioning-scripts/")
                .then()
                .statusCode(400)
                .body(containsString("content"));
        anonymous().get(API + "commissioning-scripts/").then().statusCode(401);
        anonymous()
                .header("Authorization", machines.authorization())
                .get(API + "commissioning-scripts/")
                .then()
                .statusCode(403);
    }

    @Test
    void theMachineGetsAllScriptsInOneArchive(@TempDir Path folder) throws Exception {
        String name = "50-" + UUID.randomUUID();
        admin().multiPart("name", name).multiPart("content", name, CONTENT).post(API + "commissioning-scripts/");
        var answer = machine(NodeStatus.COMMISSIONING).get("/2012-03-01/maas-commissioning-scripts");
        assertThat(answer.contentType()).isEqualTo("application/tar");
        List<String> found = unpacked(folder, answer.body().asByteArray());
        for (BuiltInScript script : BuiltInScript.values()) {
            assertThat(found).contains("commissioning.d/" + script.script());
        }
        assertThat(found).contains("commissioning.d/" + name).isSorted();
        assertThat(Files.readAllBytes(folder.resolve("commissioning.d/" + name)))
                .isEqualTo(CONTENT);
        admin().delete(API + "commissioning-scripts/" + name);
    }

    @Test
    void detailsAreBson() throws Exception {
        Machine machine = machine(NodeStatus.COMMISSIONING);
        var before = admin().get(API + "nodes/" + machine.systemId + "/?op=details");
        assertThat(before.contentType()).startsWith("application/bson");
        assertThat(before.body().asByteArray())
                .isEqualTo(new byte[] {17, 0, 0, 0, 10, 'l', 's', 'h', 'w', 0, 10, 'l', 'l', 'd', 'p', 0, 0});
        byte[] lshw = LshwDocumentTest.sample();
        machine.signal(Multipart.signal("WORKING", "").file("00-maas-01-lshw.out", lshw));
        byte[] after = admin().get(API + "nodes/" + machine.systemId + "/?op=details")
                .body()
                .asByteArray();
        assertThat(after).hasSize(4 + 6 + 4 + 1 + lshw.length + 6 + 1).containsSequence(lshw);
        anonymous()
                .get(API + "nodes/" + machine.systemId + "/?op=details")
                .then()
                .statusCode(401);
    }

    @Test
    void tagsFollowTheirDefinitions() throws Exception {
        long disks = tag("//node[@class='disk']");
        long tapes = tag("//node[@class='tape']");
        long wrong = tag("//node[");
        long byHand = tag("");
        Machine machine = machine(NodeStatus.COMMISSIONING);
        give(machine, tapes);
        give(machine, wrong);
        give(machine, byHand);
        machine.signal(Multipart.signal("WORKING", "").file("00-maas-01-lshw.out", LshwDocumentTest.sample()));
        settled(machine);
        assertThat(tags(machine)).containsExactlyInAnyOrder(disks, wrong, byHand);

        machines.update("update tags set definition = ? where id = ?", "//node[@class='nothing']", disks);
        machines.update("update tags set definition = ? where id = ?", "//vendor[text()='QEMU']", tapes);
        assertThat(rebuilt(disks)).isPositive();
        assertThat(rebuilt(tapes)).isPositive();
        assertThat(rebuilt(byHand)).isZero();
        settled(machine);
        assertThat(tags(machine)).containsExactly(tapes, wrong, byHand);
    }

    @Test
    void resultsOfOthersNodesAreNotShown() {
        Machine machine = machine(NodeStatus.COMMISSIONING).own(List.of());
        machine.signal(Multipart.signal("WORKING", "").file("x.out", CONTENT));
        String list = API + "commissioning-results/?op=list&system_id=" + machine.systemId;
        admin().get(list).then().statusCode(200).body("size()", equalTo(1));
        anonymous()
                .header("Authorization", machines.authorization())
                .get(list)
                .then()
                .statusCode(200)
                .body("size()", equalTo(0));
        anonymous().get(list).then().statusCode(401);
        admin().get(list + "&result_type=7").then().statusCode(400).body("result_type[0]", containsString("0"));
    }

    private int rebuilt(long tag) {
        return QuarkusTransaction.requiringNew().call(() -> tags.dueEverywhere(tag));
    }

    private void settled(Machine machine) {
        assertThat(tags.settled(machine.node().id(), Duration.ofSeconds(30))).isTrue();
    }

    private long tag(String definition) {
        String name = "t" + UUID.randomUUID();
        machines.update("insert into tags (name, definition) values (?, ?)", name, definition);
        return Long.parseLong(machines.text("select id::text from tags where name = ?", name));
    }

    private void give(Machine machine, long tag) {
        machines.update(
                "insert into node_tags (node_id, tag_id) values (?, ?)",
                machine.node().id(),
                tag);
    }

    private List<Long> tags(Machine machine) {
        return machines
                .texts(
                        "select t.tag_id::text from node_tags t where t.node_id = ? order by t.tag_id",
                        machine.node().id())
                .stream()
                .map(Long::valueOf)
                .toList();
    }

    private static List<String> unpacked(Path folder, byte[] archive) throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("scripts.tar"), archive);
        Process tar = new ProcessBuilder("tar", "-xvf", file.toString(), "-C", folder.toString())
                .redirectErrorStream(true)
                .start();
        var names = new ArrayList<String>();
        new String(tar.getInputStream().readAllBytes(), UTF_8).lines().forEach(names::add);
        assertThat(tar.waitFor()).isZero();
        return names;
    }
}
