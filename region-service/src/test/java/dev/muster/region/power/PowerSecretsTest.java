package dev.muster.region.power;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.model.event.Topics;
import dev.muster.model.power.PowerAction;
import dev.muster.model.power.PowerState;
import dev.muster.region.RegionTestResource;
import dev.muster.region.TopicReader;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/// A power command from its order to its failure: who sees its password.
@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class PowerSecretsTest {
    @Inject
    Power power;

    @Inject
    CommandTable table;

    @Inject
    ObjectMapper mapper;

    @Test
    void noEventAndNoLineOfTheLogHasAPassword() throws Exception {
        var log = new LogLines();
        Logger.getLogger("").addHandler(log);
        String node;
        try {
            node = switchedInVain();
            Logger.getLogger("dev.muster.region").warning("the log is seen");
        } finally {
            Logger.getLogger("").removeHandler(log);
        }
        assertThat(log.lines).anyMatch(line -> line.contains("the log is seen"));
        assertThat(log.lines).noneMatch(line -> line.contains(FakeCluster.PASSWORD));
        for (String path : List.of("events/?op=query&limit=1000&level=DEBUG&id=" + node, "nodes/" + node + "/")) {
            admin().get(API + path).then().statusCode(200).body(not(containsString(FakeCluster.PASSWORD)));
        }
        try (var topic = TopicReader.of(Topics.NODE_EVENT)) {
            assertThat(topic.values(node, 3))
                    .anyMatch(event -> event.contains("NODE_POWER_ON_FAILED"))
                    .noneMatch(event -> event.contains(FakeCluster.PASSWORD));
        }
    }

    private String switchedInVain() throws Exception {
        var cluster = FakeCluster.joined();
        String node = cluster.node("ipmi");
        power.on(node);
        var command = new PublishedCommands(table, mapper).unfinished(node);
        cluster.fetch(command.id()).then().statusCode(200).body(containsString(FakeCluster.PASSWORD));
        cluster.answer(command.id(), node, PowerAction.ON, false, PowerState.ERROR, "the BMC does not answer");
        await("the answer is taken")
                .until(() -> table.byId(command.id()).orElseThrow().finished());
        return node;
    }

    private static final class LogLines extends Handler {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage() + " " + Arrays.toString(line.getParameters()) + " " + line.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
