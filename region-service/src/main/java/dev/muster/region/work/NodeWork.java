package dev.muster.region.work;

import dev.muster.region.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `node_work`. Nodes go by the database's numbers, times by its clock, which all replicas share.
@ApplicationScoped
public class NodeWork {
    private static final String OVER = "select node_id, expires from node_work where expires <= clock_timestamp()";

    /// Nodes whose newest boot step, or whose start, is longer ago than the limit, and not told of yet.
    private static final String HANGING = """
            select w.node_id, coalesce(s.id, 0) from node_work w
              left join lateral (select id, created from boot_steps
                                  where node_id = w.node_id and created >= w.since
                                  order by id desc limit 1) s on true
             where w.expires is not null
               and coalesce(s.created, w.since) < clock_timestamp() - make_interval(secs => ?)
               and w.stalled_after is distinct from coalesce(s.id, 0)
            """;

    private final Sql database;

    NodeWork(Sql database) {
        this.database = database;
    }

    /// A state begins now.
    ///
    /// @param limit after which the node has failed if it is still in that state; empty to wait for ever
    /// @param error why it is in that state, or empty
    public void begin(long nodeId, Optional<Duration> limit, String error) {
        database.update(
                "update node_work set since = t.now, expires = t.now + make_interval(secs => ?), text = '', error = ?"
                        + " from (select clock_timestamp() as now) t where node_id = ?",
                limit.map(NodeWork::seconds).orElse(null),
                error,
                nodeId);
    }

    /// What the machine says of it.
    public void says(long nodeId, String text) {
        database.update("update node_work set text = ? where node_id = ?", text, nodeId);
    }

    /// Why the node is in the state that it is in.
    public void error(long nodeId, String reason) {
        database.update("update node_work set error = ? where node_id = ?", reason, nodeId);
    }

    /// Gives work in progress more time: it has failed only so long from now. Never less time than it has.
    ///
    /// @param longest from the begin of the state; what would be later is not given
    public void prolong(long nodeId, Duration more, Duration longest) {
        database.update(
                "update node_work set expires = greatest(expires, least("
                        + "clock_timestamp() + make_interval(secs => ?), since + make_interval(secs => ?)))"
                        + " where node_id = ? and expires is not null",
                seconds(more),
                seconds(longest),
                nodeId);
    }

    /// A node whose time is over.
    public record Expired(OffsetDateTime at, long nodeId) {}

    /// The next node whose time is over, in the order in which they ran out.
    ///
    /// @param last behind which to look; null to begin
    public Optional<Expired> nextOver(@Nullable Expired last) {
        String order = " order by expires, node_id limit 1";
        return last == null
                ? database.first(
                        OVER + order, row -> new Expired(row.getObject(2, OffsetDateTime.class), row.getLong(1)))
                : database.first(
                        OVER + " and (expires, node_id) > (?, ?)" + order,
                        row -> new Expired(row.getObject(2, OffsetDateTime.class), row.getLong(1)),
                        last.at(),
                        last.nodeId());
    }

    /// Whether the time of a node is over.
    public boolean isOver(long nodeId) {
        return database.exists(OVER + " and node_id = ?", nodeId);
    }

    /// Some nodes that hang.
    ///
    /// @param but without these
    public List<Long> hanging(Duration limit, Collection<Long> but) {
        return database.list(
                HANGING + " and w.node_id <> all (?) order by w.node_id limit 100",
                row -> row.getLong(1),
                seconds(limit),
                but);
    }

    /// Notes that a node hangs, once for each step.
    ///
    /// @return false if it does not, or that is known
    public boolean noteHanging(long nodeId, Duration limit) {
        return database.update(
                        "update node_work set stalled_after = h.step from (" + HANGING
                                + " and w.node_id = ?) as h (node_id, step) where node_work.node_id = h.node_id",
                        seconds(limit),
                        nodeId)
                > 0;
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
