package dev.muster.region.account;

import dev.muster.region.paging.Pages;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;

/// Who may call the API.
@ApplicationScoped
public class Users {
    private final UserRows rows;
    private final EntityManager database;

    Users(UserRows rows, EntityManager database) {
        this.rows = rows;
        this.database = database;
    }

    /// By name.
    Pages<User> all() {
        return Pages.byKey("", Pages.SIZE, rows::behind, User::name);
    }

    @Transactional
    public Optional<User> named(String name) {
        return row(name).map(Users::user);
    }

    /// The number of the user whose password this is.
    @Transactional
    public Optional<Long> authenticated(String name, String password) {
        Optional<UserRow> row = row(name);
        return Passwords.matches(password, row.flatMap(UserRow::passwordHash))
                ? row.map(UserRow::id)
                : Optional.empty();
    }

    /// @throws UserExistsException if there is one of this name; the transaction is lost
    @Transactional
    User add(User user, String password) {
        try {
            rows.persistAndFlush(
                    new UserRow(user.name(), user.email(), user.superuser(), Optional.of(Passwords.hash(password))));
        } catch (PersistenceException e) {
            throw e instanceof ConstraintViolationException ? new UserExistsException(user.name()) : e;
        }
        return user;
    }

    /// Forgets a user with his keys. Who holds a node stays.
    ///
    /// @return false if there is none of this name
    /// @throws UserHoldsNodesException if he holds a node; the transaction is lost
    @Transactional
    boolean remove(String name) {
        try {
            boolean removed = rows.delete("name", name) > 0;
            database.flush();
            return removed;
        } catch (PersistenceException e) {
            throw e instanceof ConstraintViolationException ? new UserHoldsNodesException(name) : e;
        }
    }

    private Optional<UserRow> row(String name) {
        return rows.find("name", name).firstResultOptional();
    }

    static User user(UserRow row) {
        return new User(row.name(), row.email(), row.superuser());
    }

    /// @param superuser an administrator
    public record User(String name, String email, boolean superuser) {}

    static final class UserExistsException extends RuntimeException {
        UserExistsException(String name) {
            super("A user with the name '" + name + "' exists already.");
        }
    }

    static final class UserHoldsNodesException extends RuntimeException {
        UserHoldsNodesException(String name) {
            super("The user '" + name + "' cannot be deleted: nodes are allocated to this user.");
        }
    }
}
