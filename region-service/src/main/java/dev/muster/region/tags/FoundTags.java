package dev.muster.region.tags;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import org.hibernate.Session;

/// Tags without a definition that the region itself puts on nodes, by what commissioning found.
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class FoundTags {
    private final Session database;

    FoundTags(Session database) {
        this.database = database;
    }

    /// Makes the tag if there is none of this name.
    public void put(long nodeId, String tag, String comment) {
        database.createNativeMutationQuery(
                        "insert into tags (name, comment) values (?1, ?2) on conflict (name) do nothing")
                .setParameter(1, tag)
                .setParameter(2, comment)
                .executeUpdate();
        database.createNativeMutationQuery(
                        "insert into node_tags (node_id, tag_id) select ?1, id from tags where name = ?2"
                                + " on conflict do nothing")
                .setParameter(1, nodeId)
                .setParameter(2, tag)
                .executeUpdate();
    }

    public void takeOff(long nodeId, String tag) {
        database.createNativeMutationQuery("delete from node_tags where node_id = ?1"
                        + " and tag_id = (select id from tags where name = ?2)")
                .setParameter(1, nodeId)
                .setParameter(2, tag)
                .executeUpdate();
    }
}
