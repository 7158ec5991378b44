package dev.muster.region.netboot;

import dev.muster.model.node.MacAddress;
import dev.muster.region.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;

/// `node_boot`. Nodes go by the database's numbers.
@ApplicationScoped
public class NodeBoot {
    private final Sql database;

    NodeBoot(Sql database) {
        this.database = database;
    }

    /// A state begins, in which the machine has not booted yet.
    public void newState(long nodeId) {
        database.update("update node_boot set asked = null, same_boot = false where node_id = ?", nodeId);
    }

    /// The work of the state that has begun goes on in the boot at hand: none follows.
    public void goesOn(long nodeId) {
        database.update("update node_boot set same_boot = true where node_id = ?", nodeId);
    }

    /// @return whether it is new that the node boots from the network, or does not
    public boolean fromNetwork(long nodeId, boolean network) {
        return database.update(
                        "update node_boot set netboot = ? where node_id = ? and netboot <> ?", network, nodeId, network)
                > 0;
    }

    /// Notes the card that the machine boots from, and that it has booted in the present state. Writes only what is
    /// new.
    public void asked(long nodeId, MacAddress mac) {
        database.update(
                "update node_boot set pxe_mac = ?, asked = coalesce(asked, clock_timestamp())"
                        + " where node_id = ? and (pxe_mac is distinct from ? or asked is null)",
                mac.value(),
                nodeId,
                mac.value());
    }

    /// The node has the card no more.
    public void notFrom(long nodeId, MacAddress mac) {
        database.update("update node_boot set pxe_mac = null where node_id = ? and pxe_mac = ?", nodeId, mac.value());
    }

    /// Whether the machine has booted in the present state, or is to go on in the boot that it is in. A region that was
    /// away has it from the cluster's records.
    public boolean booted(long nodeId) {
        return database.exists("""
                select 1 from node_boot b
                 where b.node_id = ?
                   and (b.same_boot or b.asked is not null
                        or exists (select 1 from boot_steps s join node_times t on t.node_id = s.node_id
                                    where s.node_id = b.node_id and s.created >= t.since
                                      and s.step in ('BOOT_CONFIG', 'KERNEL', 'INITRD')))
                """, nodeId);
    }
}
