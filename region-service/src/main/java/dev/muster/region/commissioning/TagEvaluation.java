package dev.muster.region.commissioning;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;
import org.jboss.logging.Logger;
import org.w3c.dom.Document;

/// Gives nodes the tags whose definitions fit their hardware, and takes them from the others. Tags without a
/// definition are set by hand and left alone.
@ApplicationScoped
public class TagEvaluation {
    private static final Logger LOG = Logger.getLogger(TagEvaluation.class);

    private final Session database;
    private final Inventory inventory;

    TagEvaluation(Session database, Inventory inventory) {
        this.database = database;
        this.inventory = inventory;
    }

    /// What is wrong with a tag's definition; empty if nothing.
    public Optional<String> complaint(String definition) {
        return TagDefinition.complaint(definition);
    }

    /// All tags with a definition, for one node; a node whose hardware is not known gets none.
    @Transactional
    public void evaluate(long nodeId) {
        Optional<Document> document = document(nodeId);
        for (Tuple tag : definitions("definition <> ''", 0)) {
            apply(nodeId, document, tag);
        }
    }

    /// One tag, for all nodes. Each node is a transaction of its own; with thousands of nodes this takes minutes.
    /// A tag without a definition is left as it is.
    ///
    /// @return the number of nodes that were looked at
    public int evaluateAll(long tagId) {
        List<Long> nodes = QuarkusTransaction.joiningExisting()
                .call(() -> longs(
                        "select id from nodes where exists"
                                + " (select 1 from tags where id = ?1 and definition <> '') order by id",
                        tagId));
        for (long nodeId : nodes) {
            QuarkusTransaction.joiningExisting().run(() -> {
                for (Tuple tag : definitions("id = ?1 and definition <> ''", tagId)) {
                    apply(nodeId, document(nodeId), tag);
                }
            });
        }
        return nodes.size();
    }

    private void apply(long nodeId, Optional<Document> document, Tuple tag) {
        long tagId = tag.get("id", Long.class);
        try {
            boolean fits =
                    document.isPresent() && new TagDefinition(tag.get("definition", String.class)).fits(document.get());
            database.createNativeMutationQuery(
                            fits
                                    ? "insert into node_tags (node_id, tag_id) select n.id, t.id from nodes n, tags t"
                                            + " where n.id = ?1 and t.id = ?2 on conflict do nothing"
                                    : "delete from node_tags where node_id = ?1 and tag_id = ?2")
                    .setParameter(1, nodeId)
                    .setParameter(2, tagId)
                    .executeUpdate();
        } catch (UnreadableException e) {
            LOG.warnf("tag %s is left as it is: its definition %s", tag.get("name", String.class), e.getMessage());
        }
    }

    private Optional<Document> document(long nodeId) {
        return inventory.lshw(nodeId).flatMap(lshw -> {
            try {
                return Optional.of(SecureXml.parse(lshw));
            } catch (UnreadableException e) {
                return Optional.empty();
            }
        });
    }

    private List<Tuple> definitions(String condition, long tagId) {
        var query = database.createNativeQuery(
                "select id, name, definition from tags where " + condition + " order by id", Tuple.class);
        if (condition.contains("?1")) {
            query.setParameter(1, tagId);
        }
        return query.getResultList();
    }

    private List<Long> longs(String sql, long value) {
        return database.createNativeQuery(sql, Long.class)
                .setParameter(1, value)
                .getResultList();
    }
}
