package dev.muster.region.power;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.model.event.Topics;
import dev.muster.model.power.PowerCommand;
import dev.muster.region.TopicReader;

/// The commands as they are in Kafka.
record PublishedCommands(CommandTable table, ObjectMapper mapper) {
    /// The command of a node that is not finished. A query that the region sent by itself may be before it.
    PowerCommand unfinished(String node) {
        try (var reader = TopicReader.of(Topics.POWER_COMMAND)) {
            return command(reader.value(
                    node, json -> !table.byId(command(json).id()).orElseThrow().finished()));
        }
    }

    private PowerCommand command(String json) {
        assertThat(json).doesNotContain(FakeCluster.PASSWORD);
        try {
            return mapper.readValue(json, PowerCommand.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
