package dev.muster.region.metadata;

import dev.muster.model.node.MacAddress;
import dev.muster.model.node.NodeStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/// What of a node only its machine asks for.
@ApplicationScoped
class NodeData {
    private final Session database;

    NodeData(Session database) {
        this.database = database;
    }

    /// The state of a node, which nobody else changes before the caller's transaction has ended.
    @Transactional(TxType.MANDATORY)
    Optional<NodeStatus> locked(long nodeId) {
        return one("select cast(status as integer) from nodes where id = ?1 for update", nodeId, Integer.class)
                .flatMap(NodeStatus::ofNumber);
    }

    /// Whether the node's machine has booted in the node's present state, as far as its questions tell, or is to go on
    /// in the boot that it is in. A region that was away has it from the cluster's records.
    @Transactional(TxType.MANDATORY)
    boolean booted(long nodeId) {
        return one("""
                select n.same_boot or n.boot_asked is not null
                    or exists (select 1 from node_events e
                                where e.node_id = n.id and e.created >= n.status_since
                                  and e.step in ('BOOT_CONFIG', 'KERNEL', 'INITRD'))
                  from nodes n where n.id = ?1
                """, nodeId, Boolean.class).orElse(false);
    }

    /// For the installed system, as the user gave it.
    @Transactional
    Optional<byte[]> userData(long nodeId) {
        return one("select user_data from nodes where id = ?1 and user_data is not null", nodeId, byte[].class);
    }

    /// The SSH keys of a node's owner, in the order in which they were added.
    @Transactional
    List<String> ownersKeys(long nodeId) {
        return database.createNativeQuery(
                        "select key from ssh_keys where user_id = (select owner_id from nodes where id = ?1) order by id",
                        String.class)
                .setParameter(1, nodeId)
                .getResultList();
    }

    /// The card under which the node's events are shown.
    @Transactional
    @Nullable
    MacAddress firstMac(long nodeId) {
        return one("select mac from mac_addresses where node_id = ?1 order by position limit 1", nodeId, String.class)
                .map(MacAddress::new)
                .orElse(null);
    }

    private <T> Optional<T> one(String sql, long nodeId, Class<T> type) {
        List<T> found =
                database.createNativeQuery(sql, type).setParameter(1, nodeId).getResultList();
        return found.stream().findFirst();
    }
}
