package dev.muster.region.account;

import dev.muster.region.paging.Pages;
import dev.muster.region.sql.Sql;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/// The users' SSH keys: who holds a node can log in to it with his.
@ApplicationScoped
public class SshKeys {
    /// A key is at most 8 kB.
    private static final int PAGE = 50;

    private final SshKeyRows rows;
    private final EntityManager database;
    private final Sql sql;

    SshKeys(SshKeyRows rows, EntityManager database, Sql sql) {
        this.rows = rows;
        this.database = database;
        this.sql = sql;
    }

    /// A user's keys, one line each, oldest first.
    @Transactional
    public List<String> of(long userId) {
        return stored(userId).stream().map(Stored::line).toList();
    }

    /// The keys of the user who holds a node, oldest first.
    ///
    /// @param nodeId the database's number
    public List<String> ofOwner(long nodeId) {
        return sql.list(
                "select key from ssh_keys where user_id = (select owner_id from node_details where id = ?) order by id",
                row -> row.getString(1),
                nodeId);
    }

    private List<Stored> stored(long userId) {
        return rows.list("userId", Sort.by("id"), userId).stream()
                .map(SshKeys::stored)
                .toList();
    }

    /// Oldest first.
    Pages<Stored> list(long userId) {
        return Pages.byKey(0L, PAGE, after -> rows.behind(userId, after, PAGE), Stored::id);
    }

    @Transactional
    Optional<Stored> byId(long id) {
        return rows.findByIdOptional(id).map(SshKeys::stored);
    }

    /// @return empty if the user has this key, with whatever comment
    @Transactional
    Optional<Stored> add(long userId, SshKey key) {
        // one at a time for each user, so that none is there twice
        database.find(UserRow.class, userId, LockModeType.PESSIMISTIC_WRITE);
        if (of(userId).stream().anyMatch(key::sameKey)) {
            return Optional.empty();
        }
        var row = new SshKeyRow(userId, key.line());
        rows.persistAndFlush(row);
        return Optional.of(stored(row));
    }

    @Transactional
    boolean remove(long id) {
        return rows.deleteById(id);
    }

    static Stored stored(SshKeyRow row) {
        return new Stored(row.id(), row.userId(), row.key());
    }

    record Stored(long id, long userId, String line) {}
}
