package dev.muster.region.node;

import dev.muster.region.paging.Pages;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;

/// Where machines stand: rooms, rows, power circuits. One zone is always there, and holds the nodes of no other.
@ApplicationScoped
public class Zones {
    private final ZoneRows rows;
    private final NodeTable nodes;
    private final NodeLock lock;
    private final EntityManager database;

    Zones(ZoneRows rows, NodeTable nodes, NodeLock lock, EntityManager database) {
        this.rows = rows;
        this.nodes = nodes;
        this.lock = lock;
        this.database = database;
    }

    /// By name.
    Pages<Node.Zone> all() {
        return Pages.byKey("", Pages.SIZE, rows::behind, Node.Zone::name);
    }

    @Transactional
    public Optional<Node.Zone> named(String name) {
        return rows.named(name).map(ZoneRow::toZone);
    }

    /// @throws NameTakenException if there is one of this name; the transaction is lost
    @Transactional
    public Node.Zone add(String name, String description) {
        var row = new ZoneRow(name, description);
        written(name, () -> database.persist(row));
        return row.toZone();
    }

    /// What is empty stays.
    ///
    /// @throws NameTakenException if there is one of the new name; the transaction is lost
    /// @throws DefaultZoneException if the default zone is to be renamed
    @Transactional
    public Optional<Node.Zone> change(String name, Optional<String> newName, Optional<String> description) {
        return rows.locked(name).map(row -> {
            newName.filter(other -> !other.equals(name)).ifPresent(other -> {
                refuseDefault(row, "renamed");
                row.rename(other);
            });
            description.ifPresent(row::describe);
            written(row.name(), database::flush);
            return row.toZone();
        });
    }

    /// Forgets a zone; its nodes go to the default zone.
    ///
    /// @return false if there is none of this name
    /// @throws DefaultZoneException if it is the default zone
    @Transactional
    public boolean remove(String name) {
        return rows.locked(name)
                .map(row -> {
                    refuseDefault(row, "removed");
                    lock.allOfZone(row.id());
                    nodes.leaveZone(row.id(), ZoneRow.DEFAULT);
                    database.remove(row);
                    return true;
                })
                .orElse(false);
    }

    private static void refuseDefault(ZoneRow row, String what) {
        if (row.isDefault()) {
            throw new DefaultZoneException("This zone is the default zone, it cannot be " + what + ".");
        }
    }

    private static void written(String name, Runnable write) {
        try {
            write.run();
        } catch (PersistenceException e) {
            throw e instanceof ConstraintViolationException ? new NameTakenException(name) : e;
        }
    }

    /// Another zone has the name.
    public static final class NameTakenException extends RuntimeException {
        NameTakenException(String name) {
            super("A zone with the name '" + name + "' exists already.");
        }
    }

    /// The default zone stays as it is.
    public static final class DefaultZoneException extends RuntimeException {
        DefaultZoneException(String message) {
            super(message);
        }
    }
}
