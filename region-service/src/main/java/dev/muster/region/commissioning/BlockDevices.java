package dev.muster.region.commissioning;

import dev.muster.region.document.UnreadableException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import org.hibernate.Session;

/// The disks of nodes, as their last commissioning found them.
@ApplicationScoped
class BlockDevices {
    private final Session database;

    BlockDevices(Session database) {
        this.database = database;
    }

    /// Empty before the first commissioning, and where what it left cannot be read.
    @Transactional
    List<BlockDevice> of(long nodeId) {
        List<byte[]> found = database.createNativeQuery(
                        "select data from node_results where node_id = ?1 and result_type = ?2 and name = ?3",
                        byte[].class)
                .setParameter(1, nodeId)
                .setParameter(2, ResultType.COMMISSIONING.number())
                .setParameter(3, BuiltInScript.BLOCK_DEVICES.output())
                .getResultList();
        try {
            return found.isEmpty() ? List.of() : BlockDeviceDocument.parse(found.getFirst());
        } catch (UnreadableException _) {
            return List.of(); // an event of the node has said so
        }
    }
}
