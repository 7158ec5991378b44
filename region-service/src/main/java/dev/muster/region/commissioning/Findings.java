package dev.muster.region.commissioning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.model.node.MacAddress;
import dev.muster.region.events.EventType;
import dev.muster.region.events.Timeline;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Reads what the built-in scripts found, and keeps it with the node. Output that cannot be read is kept as a result
/// all the same, and an event says what is wrong with it.
@ApplicationScoped
class Findings {
    private static final long MB = 1_000_000;
    private static final String VIRTUAL = "virtual";

    private final Inventory inventory;
    private final TagEvaluation tags;
    private final Timeline timeline;
    private final ObjectMapper mapper;

    Findings(Inventory inventory, TagEvaluation tags, Timeline timeline, ObjectMapper mapper) {
        this.inventory = inventory;
        this.tags = tags;
        this.timeline = timeline;
        this.mapper = mapper;
    }

    void read(long nodeId, ResultFile file) {
        Optional<BuiltInScript> script = BuiltInScript.ofOutput(file.name());
        if (script.isEmpty()) {
            return;
        }
        try {
            read(nodeId, script.get(), file.content());
        } catch (UnreadableException e) {
            timeline.record(
                    EventType.NODE_RESULT_UNREADABLE,
                    nodeId,
                    inventory.firstMac(nodeId),
                    file.name() + ": " + e.getMessage());
        }
    }

    private void read(long nodeId, BuiltInScript script, byte[] output) throws UnreadableException {
        switch (script) {
            case LSHW -> {
                inventory.hardware(nodeId, LshwDocument.parse(output).hardware(), output);
                tags.due(nodeId);
            }
            case VIRTUALITY -> virtuality(nodeId, new String(output, StandardCharsets.US_ASCII).strip());
            case CAPTURE_LLDP -> {
                List<MacAddress> routers = LldpDocument.parse(output).routers();
                inventory.neighbours(nodeId, routers, output);
            }
            case BLOCK_DEVICES -> storage(nodeId, list(output));
            case NETWORK_INTERFACES -> list(output);
            case INSTALL_LLDPD, MODALIASES, WAIT_FOR_LLDPD -> {}
        }
    }

    private void virtuality(long nodeId, String word) throws UnreadableException {
        switch (word) {
            case VIRTUAL -> inventory.tag(nodeId, VIRTUAL, "Runs in a virtual machine");
            case "notvirtual" -> inventory.untag(nodeId, VIRTUAL);
            default -> throw new UnreadableException("neither 'virtual' nor 'notvirtual'");
        }
    }

    /// The kernel knows the machine's own disks better than lshw does.
    private void storage(long nodeId, JsonNode disks) {
        long bytes = 0;
        for (JsonNode disk : disks) {
            if (!disk.path("RM").asText("").equals("1")) {
                bytes += Math.max(0, disk.path("SIZE").asLong(0));
            }
        }
        if (bytes > 0) {
            inventory.storage(nodeId, bytes / MB);
        }
    }

    private JsonNode list(byte[] output) throws UnreadableException {
        try {
            JsonNode root = mapper.readTree(output);
            if (!root.isArray()) {
                throw new UnreadableException("not a JSON list");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new UnreadableException("not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UnreadableException("not JSON");
        }
    }
}
