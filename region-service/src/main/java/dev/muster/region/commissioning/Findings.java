package dev.muster.region.commissioning;

import dev.muster.model.node.MacAddress;
import dev.muster.region.allocation.Allocations;
import dev.muster.region.document.RepairedXml;
import dev.muster.region.document.UnreadableException;
import dev.muster.region.events.EventType;
import dev.muster.region.events.Timeline;
import dev.muster.region.hardware.NodeHardware;
import dev.muster.region.node.Macs;
import dev.muster.region.node.Node;
import dev.muster.region.tags.FoundTags;
import dev.muster.region.tags.TagEvaluation;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Reads what the built-in scripts found, and keeps it with the node. Output that cannot be read is kept as a result
/// all the same, and an event says what is wrong with it.
@ApplicationScoped
class Findings {
    private static final long MB = 1_000_000;
    private static final String VIRTUAL = "virtual";

    private final NodeHardware hardware;
    private final Allocations allocations;
    private final Macs macs;
    private final TagEvaluation tags;
    private final FoundTags found;
    private final Timeline timeline;

    Findings(
            NodeHardware hardware,
            Allocations allocations,
            Macs macs,
            TagEvaluation tags,
            FoundTags found,
            Timeline timeline) {
        this.allocations = allocations;
        this.macs = macs;
        this.found = found;
        this.hardware = hardware;
        this.tags = tags;
        this.timeline = timeline;
    }

    void read(long nodeId, ResultFile file) {
        Optional<BuiltInScript> script = BuiltInScript.ofOutput(file.name());
        if (script.isEmpty()) {
            return;
        }
        try {
            read(nodeId, script.get(), file.content());
        } catch (UnreadableException e) {
            record(EventType.NODE_RESULT_UNREADABLE, nodeId, file.name() + ": " + e.getMessage());
        }
    }

    private void read(long nodeId, BuiltInScript script, byte[] output) throws UnreadableException {
        switch (script) {
            case LSHW -> {
                hardware(nodeId, output);
                tags.due(nodeId);
            }
            case VIRTUALITY -> virtuality(nodeId, new String(output, StandardCharsets.US_ASCII).strip());
            case CAPTURE_LLDP -> {
                List<MacAddress> routers = LldpDocument.parse(output).routers();
                hardware.neighbours(nodeId, routers, output);
            }
            case BLOCK_DEVICES -> disks(nodeId, BlockDeviceDocument.parse(output));
            case NETWORK_INTERFACES -> BlockDeviceDocument.list(output);
            case INSTALL_LLDPD, MODALIASES, WAIT_FOR_LLDPD -> {}
        }
    }

    /// What was known before is of no worth where the machine was looked at again.
    private void hardware(long nodeId, byte[] output) throws UnreadableException {
        hardware.forgetProcessorsAndMemory(nodeId);
        try {
            found(nodeId, LshwDocument.parse(output).hardware(), output);
        } catch (UnreadableException e) {
            var repaired = RepairedXml.of(output);
            if (repaired.replaced() == 0) {
                throw e;
            }
            found(nodeId, LshwDocument.parse(repaired.bytes()).hardware(), repaired.bytes());
            record(
                    EventType.NODE_RESULT_UNREADABLE,
                    nodeId,
                    "what lshw wrote has " + repaired.replaced() + " characters that are none; the rest is read");
        }
    }

    private void found(long nodeId, Node.Hardware all, byte[] lshw) {
        hardware.found(nodeId, all.cpuCount(), all.memory(), all.storage(), lshw);
    }

    private void virtuality(long nodeId, String word) throws UnreadableException {
        switch (word) {
            case VIRTUAL -> found.put(nodeId, VIRTUAL, "Runs in a virtual machine");
            case "notvirtual" -> found.takeOff(nodeId, VIRTUAL);
            default -> throw new UnreadableException("neither 'virtual' nor 'notvirtual'");
        }
    }

    /// The kernel knows the machine's own disks better than lshw does.
    private void disks(long nodeId, List<BlockDevice> disks) {
        long bytes = disks.stream()
                .filter(disk -> !disk.removable())
                .mapToLong(BlockDevice::size)
                .sum();
        if (bytes > 0) {
            hardware.storage(nodeId, bytes / MB);
        }
        allocations
                .bootDisk(nodeId)
                .filter(chosen ->
                        disks.stream().filter(disk -> disk.isKnownAs(chosen)).count() != 1)
                .ifPresent(gone -> {
                    allocations.installTo(nodeId, Optional.empty());
                    record(EventType.NODE_BOOT_DISK_GONE, nodeId, gone + " is not there: the installer chooses");
                });
    }

    private void record(EventType type, long nodeId, String description) {
        timeline.record(type, nodeId, macs.first(nodeId), description);
    }
}
