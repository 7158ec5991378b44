package dev.muster.region.tags;

import dev.muster.region.node.NodeChanged;
import dev.muster.region.paging.Pages;
import dev.muster.region.sql.Conditions;
import dev.muster.region.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.function.Function;

/// Which node carries which tag. Every change fires [NodeChanged]: what a node boots depends on its tags.
@ApplicationScoped
class TaggedNodes {
    private final EntityManager database;
    private final Sql rows;
    private final Event<NodeChanged> changed;

    TaggedNodes(EntityManager database, Sql rows, Event<NodeChanged> changed) {
        this.database = database;
        this.rows = rows;
        this.changed = changed;
    }

    /// In the order in which the nodes were made.
    @Transactional(TxType.MANDATORY)
    List<String> of(TagRow tag) {
        List<?> systemIds =
                database.createNativeQuery("""
                select n.system_id from known_nodes n join node_tags t on t.node_id = n.id
                 where t.tag_id = ?1 order by n.id
                """).setParameter(1, tag.id()).getResultList();
        return systemIds.stream().map(String.class::cast).toList();
    }

    /// The numbers of the nodes, in the order in which they were made.
    Pages<Long> numbers(String tag) {
        return Pages.byKey(
                0L,
                Pages.SIZE,
                after -> new Conditions()
                        .and("nt.tag_id = (select id from tags where name = ?) and nt.node_id > ?", tag, after)
                        .read(
                                rows,
                                "select nt.node_id from node_tags nt",
                                "order by nt.node_id limit " + Pages.SIZE,
                                row -> row.getLong(1)),
                Function.identity());
    }

    /// Nodes that are not there are passed over.
    ///
    /// @return how many did not carry it before
    @Transactional(TxType.MANDATORY)
    int add(TagRow tag, List<String> systemIds) {
        return each(systemIds, tag, """
                insert into node_tags (node_id, tag_id) select id, ?2 from known_nodes where system_id = ?1
                on conflict do nothing
                """);
    }

    /// @return how many carried it before
    @Transactional(TxType.MANDATORY)
    int remove(TagRow tag, List<String> systemIds) {
        return each(systemIds, tag, """
                delete from node_tags where tag_id = ?2 and node_id = (select id from known_nodes where system_id = ?1)
                """);
    }

    /// Says that a tag means another thing now.
    void changed(List<String> systemIds) {
        systemIds.forEach(systemId -> changed.fire(new NodeChanged(systemId)));
    }

    private int each(List<String> systemIds, TagRow tag, String sql) {
        List<String> affected = systemIds.stream()
                .distinct()
                .sorted()
                .filter(systemId -> database.createNativeQuery(sql)
                                .setParameter(1, systemId)
                                .setParameter(2, tag.id())
                                .executeUpdate()
                        > 0)
                .toList();
        changed(affected);
        return affected.size();
    }
}
