package dev.muster.region.tags;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;

/// `tags_due`: which nodes' tags are to be evaluated. Part of the transaction that makes it so, and nothing of it
/// waits for an evaluation: whoever is at one holds no lock meanwhile.
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class DueTags {
    /// A node with new hardware goes before those that only a changed definition concerns. Who has taken one and is
    /// not done after a minute may be dead; two at work on one node do no harm.
    private static final String NEXT = """
            select node_id, mark, array_to_string(tags, ',') as tags from tags_due
             where taken is null or taken < clock_timestamp() - interval '1 minute'
             order by tags is not null, since limit 1 for update skip locked
            """;

    private static final String AGAIN = """
            on conflict (node_id) do update
                set mark = due.mark + 1, taken = null,
                    tags = case when due.tags is null or excluded.tags is null then null
                                when due.tags @> excluded.tags then due.tags
                                else due.tags || excluded.tags end
            """;

    private final Session database;
    private final Event<Marked> marked;

    DueTags(Session database, Event<Marked> marked) {
        this.database = database;
        this.marked = marked;
    }

    /// Heard when the transaction has committed.
    record Marked() {}

    /// @param mark which of the reasons to evaluate were there when it was taken
    /// @param tags only these; empty for all
    record Due(long nodeId, long mark, Optional<List<Long>> tags) {}

    void mark(long nodeId) {
        database.createNativeMutationQuery("insert into tags_due as due (node_id) values (?1) " + AGAIN)
                .setParameter(1, nodeId)
                .executeUpdate();
        marked.fire(new Marked());
    }

    /// Marks the nodes whose hardware is known, and those that carry the tag. In the order of their numbers, so that
    /// two that do this never wait for each other in a circle.
    ///
    /// @return how many; none if the tag has no definition
    int markAll(long tagId) {
        int nodes = database.createNativeMutationQuery("""
                        insert into tags_due as due (node_id, tags)
                        select n.id, array[t.id] from known_nodes n, tags t
                         where t.id = ?1 and t.definition <> ''
                           and (exists (select 1 from described_nodes d where d.node_id = n.id)
                                or exists (select 1 from node_tags x where x.node_id = n.id and x.tag_id = t.id))
                         order by n.id
                        """ + AGAIN)
                .setParameter(1, tagId)
                .executeUpdate();
        marked.fire(new Marked());
        return nodes;
    }

    /// The next node, for whoever evaluates; nobody else takes it for a while.
    Optional<Due> take() {
        return database.createNativeQuery(NEXT, Tuple.class).getResultList().stream()
                .findFirst()
                .map(row -> {
                    long nodeId = row.get("node_id", Long.class);
                    database.createNativeMutationQuery(
                                    "update tags_due set taken = clock_timestamp() where node_id = ?1")
                            .setParameter(1, nodeId)
                            .executeUpdate();
                    return new Due(nodeId, row.get("mark", Long.class), numbers(row.get("tags", String.class)));
                });
    }

    /// @return false if there was a further reason meanwhile, or another one has done it
    boolean done(Due due) {
        return database.createNativeMutationQuery("delete from tags_due where node_id = ?1 and mark = ?2")
                        .setParameter(1, due.nodeId())
                        .setParameter(2, due.mark())
                        .executeUpdate()
                > 0;
    }

    boolean pending(long nodeId) {
        return database.createNativeQuery("select exists (select 1 from tags_due where node_id = ?1)", Boolean.class)
                .setParameter(1, nodeId)
                .getSingleResult();
    }

    private static Optional<List<Long>> numbers(String joined) {
        return Optional.ofNullable(joined)
                .map(text -> Arrays.stream(text.split(",")).map(Long::valueOf).toList());
    }
}
