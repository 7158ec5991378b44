package dev.muster.region.tags;

import dev.muster.region.document.SecureXml;
import dev.muster.region.document.UnreadableException;
import dev.muster.region.hardware.NodeHardware;
import dev.muster.region.node.NodeChanged;
import dev.muster.region.node.NodeLock;
import dev.muster.region.tags.DueTags.Due;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.Session;
import org.jboss.logging.Logger;
import org.w3c.dom.Document;

/// Which tags fit a node, and what follows. Reading and writing are short transactions; what lies between may take
/// seconds, and is in none.
@ApplicationScoped
class TagVerdicts {
    private static final Logger LOG = Logger.getLogger(TagVerdicts.class);

    private final Session database;
    private final NodeHardware hardware;
    private final NodeLock lock;
    private final DueTags due;
    private final Event<NodeChanged> changed;

    TagVerdicts(Session database, NodeHardware hardware, NodeLock lock, DueTags due, Event<NodeChanged> changed) {
        this.database = database;
        this.hardware = hardware;
        this.lock = lock;
        this.due = due;
        this.changed = changed;
    }

    /// A node as it was, and the definitions as they were.
    record Question(Due due, Optional<byte[]> lshw, List<Definition> definitions) {}

    record Definition(long tagId, String name, String expression) {}

    @Transactional(TxType.MANDATORY)
    Question ask(Due wanted) {
        String which = wanted.tags().isPresent() ? " and id = any (?1)" : "";
        var query = database.createNativeQuery(
                "select id, name, definition from tags where definition <> ''" + which + " order by id", Tuple.class);
        wanted.tags().ifPresent(tags -> query.setParameter(1, tags.toArray(Long[]::new)));
        List<Definition> definitions = query.getResultList().stream()
                .map(tag -> new Definition(
                        tag.get("id", Long.class), tag.get("name", String.class), tag.get("definition", String.class)))
                .toList();
        return new Question(wanted, hardware.lshw(wanted.nodeId()), definitions);
    }

    /// By tag, whether it fits; without those that cannot be told.
    static Map<Long, Boolean> verdicts(Question question) {
        Optional<Document> document = question.lshw().flatMap(TagVerdicts::document);
        var verdicts = new LinkedHashMap<Long, Boolean>();
        for (Definition tag : question.definitions()) {
            try {
                verdicts.put(
                        tag.tagId(), document.isPresent() && new TagDefinition(tag.expression()).fits(document.get()));
            } catch (UnreadableException e) {
                LOG.warnf("tag %s is left as it is: its definition %s", tag.name(), e.getMessage());
            }
        }
        return verdicts;
    }

    /// Every change fires [NodeChanged]: what a node boots depends on its tags. The tags are written before the mark
    /// is looked at: who changes a definition holds its tag while it marks nodes.
    ///
    /// @throws OvertakenException if there was a further reason meanwhile: nothing of this holds
    @Transactional(TxType.MANDATORY)
    void write(Due wanted, Map<Long, Boolean> verdicts) {
        Optional<String> node = lock.of(wanted.nodeId()).map(NodeLock.Held::systemId);
        int changes = node.isEmpty()
                ? 0
                : verdicts.entrySet().stream()
                        .mapToInt(verdict -> write(wanted.nodeId(), verdict.getKey(), verdict.getValue()))
                        .sum();
        if (!due.done(wanted)) {
            throw new OvertakenException();
        }
        if (changes > 0) {
            node.ifPresent(systemId -> changed.fire(new NodeChanged(systemId)));
        }
    }

    private int write(long nodeId, long tagId, boolean fits) {
        return database.createNativeMutationQuery(
                        fits
                                ? "insert into node_tags (node_id, tag_id) select ?1, t.id from tags t where t.id = ?2"
                                        + " on conflict do nothing"
                                : "delete from node_tags where node_id = ?1 and tag_id = ?2")
                .setParameter(1, nodeId)
                .setParameter(2, tagId)
                .executeUpdate();
    }

    private static Optional<Document> document(byte[] lshw) {
        try {
            return Optional.of(SecureXml.parse(lshw));
        } catch (UnreadableException e) {
            return Optional.empty();
        }
    }

    /// What was found out is old already; the node is still due.
    static final class OvertakenException extends RuntimeException {}
}
