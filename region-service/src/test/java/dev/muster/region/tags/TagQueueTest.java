package dev.muster.region.tags;

import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.event.Topics;
import dev.muster.model.node.NodeStatus;
import dev.muster.region.RegionTestResource;
import dev.muster.region.TopicReader;
import dev.muster.region.boot.KnownMachines;
import dev.muster.region.metadata.Machine;
import dev.muster.region.metadata.Machines;
import dev.muster.region.metadata.Multipart;
import dev.muster.region.tags.DueTags.Due;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class TagQueueTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BY_ANOTHER =
            "insert into tags_due as d (node_id, mark, taken) values (?, 7, clock_timestamp())"
                    + " on conflict (node_id) do update set mark = 7, taken = clock_timestamp()";

    @Inject
    Machines fresh;

    @Inject
    KnownMachines machines;

    @Inject
    TagEvaluation tags;

    @Inject
    TagVerdicts verdicts;

    @Inject
    Session database;

    @Inject
    Event<DueTags.Marked> marked;

    private Machine machine;
    private long nodeId;
    private long tag;

    @BeforeEach
    void aMachineAndATagThatFitsIt() {
        fresh.noneHasHardwareOrTags();
        machine = fresh.in(NodeStatus.READY).move(NodeStatus.COMMISSIONING);
        nodeId = machine.node().id();
        machine.set("lshw", "<list><node class='disk'/></list>".getBytes(StandardCharsets.US_ASCII));
        String name = "q" + UUID.randomUUID();
        machines.update(
                "insert into tags (name, definition, kernel_opts) values (?, ?, ?)",
                name,
                "//node[@class='disk']",
                "opt-" + name);
        tag = Long.parseLong(machines.text("select id::text from tags where name = ?", name));
    }

    @AfterEach
    void gone() {
        fresh.noneHasHardwareOrTags();
        machines.update("delete from tags_due where node_id = ?", nodeId);
    }

    @Test
    void whatOneThatDiedHadTakenIsDoneByAnother() throws Exception {
        machines.update(BY_ANOTHER, nodeId);
        assertThat(tags.settled(nodeId, Duration.ofMillis(500))).isFalse();
        assertThat(carries()).as("it is somebody else's").isFalse();
        machines.update("update tags_due set taken = taken - interval '2 minutes' where node_id = ?", nodeId);
        await().until(this::carries);
        assertThat(tags.settled(nodeId, PATIENCE)).isTrue();
    }

    @Test
    void whatWasFoundOutOfOldHardwareIsNotWritten() throws Exception {
        machines.update(BY_ANOTHER, nodeId);
        QuarkusTransaction.requiringNew().run(() -> tags.due(nodeId));
        assertThat(tags.settled(nodeId, PATIENCE)).isTrue();
        assertThat(carries()).isTrue();
        var old = new Due(nodeId, 7, Optional.empty());
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> verdicts.write(old, Map.of(tag, false))))
                .isInstanceOf(TagVerdicts.OvertakenException.class);
        assertThat(carries()).isTrue();
    }

    @Test
    void newHardwareIsLookedAtAlthoughSomebodyIsAtTheOld() {
        machines.update(BY_ANOTHER, nodeId);
        assertThat(machine.signal(Multipart.signal("WORKING", "at it")
                                .file("00-maas-01-lshw.out", "<list/>".getBytes(StandardCharsets.US_ASCII)))
                        .statusCode())
                .isEqualTo(200);
        assertThat(tags.settled(nodeId, PATIENCE)).isTrue();
        assertThat(carries()).isFalse();
    }

    @Test
    void theLastWordsWaitForTheTags() throws Exception {
        machines.update(BY_ANOTHER, nodeId);
        var due = new CountedDueTags(database, marked);
        QuarkusMock.installMockForType(due, DueTags.class);
        var last = CompletableFuture.supplyAsync(() -> machine.signal(Multipart.signal("OK", "finished")));
        await("the signal waits").until(() -> due.asked.get() > 1);
        assertThat(machine.node().status()).isEqualTo(NodeStatus.COMMISSIONING);
        machines.update("update tags_due set taken = null where node_id = ?", nodeId);
        assertThat(last.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(machine.node().status()).isEqualTo(NodeStatus.READY);
        assertThat(carries()).isTrue();
    }

    @Test
    void theBootAnswerFollowsTheTags() {
        QuarkusTransaction.requiringNew().run(() -> tags.due(nodeId));
        assertThat(tags.settled(nodeId, PATIENCE)).isTrue();
        String opts = machines.text("select kernel_opts from tags where id = ?", tag);
        try (var answers = TopicReader.of(Topics.BOOT_ANSWER)) {
            // the first one is of the move
            assertThat(answers.values(machine.mac.value(), 2).getLast()).contains(opts);
        }
    }

    @Test
    void aNodeThatIsGoneIsDueNoMore() throws Exception {
        long gone = Long.MAX_VALUE - nodeId;
        QuarkusTransaction.requiringNew().run(() -> tags.due(gone));
        await().until(() -> machines.text("select 'there' from tags_due where node_id = ?", gone)
                .isEmpty());
    }

    /// Counts how often somebody who waits has asked.
    private static final class CountedDueTags extends DueTags {
        private final AtomicInteger asked = new AtomicInteger();

        CountedDueTags(Session database, Event<Marked> marked) {
            super(database, marked);
        }

        @Override
        boolean pending(long nodeId) {
            asked.incrementAndGet();
            return super.pending(nodeId);
        }
    }

    private boolean carries() {
        return !machines.text("select 'it' from node_tags where node_id = ? and tag_id = ?", nodeId, tag)
                .isEmpty();
    }
}
