package dev.muster.region.power;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.model.event.Topics;
import dev.muster.model.power.PowerCommand;
import dev.muster.region.TopicReader;
import java.time.Duration;

/// The commands as they are in Kafka.
record PublishedCommands(CommandTable table, ObjectMapper mapper) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// The command of a node that is not finished. A look that the region had by itself may be before it.
    PowerCommand unfinished(String node) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (var reader = TopicReader.of(Topics.POWER_COMMAND)) {
            for (int count = 1; System.nanoTime() < deadline; count++) {
                for (String json : reader.values(node, count)) {
                    assertThat(json).doesNotContain(FakeCluster.PASSWORD);
                    PowerCommand command = mapper.readValue(json, PowerCommand.class);
                    if (!table.byId(command.id()).orElseThrow().finished()) {
                        return command;
                    }
                }
            }
        }
        throw new AssertionError("no command of " + node);
    }
}
