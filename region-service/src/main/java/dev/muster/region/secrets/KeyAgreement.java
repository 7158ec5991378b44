package dev.muster.region.secrets;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/// All replicas seal with one key. The database has something sealed with it, so that one with another key finds out
/// before it seals anything that the others cannot open. The first replica of all makes the key.
@ApplicationScoped
class KeyAgreement {
    private static final Logger LOG = Logger.getLogger(KeyAgreement.class);
    private static final String CONTEXT = "the key that all replicas have";
    private static final long LOCK = 0x6d757374_6b6579L;

    private final DataSource database;

    KeyAgreement(DataSource database) {
        this.database = database;
    }

    /// @param lost whether the key that is agreed upon may be replaced by this replica's
    /// @throws IllegalStateException if this replica has another key, or none, with what to do about it
    SecretBox boxOf(KeySource source, boolean lost) {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                SecretBox box = agreed(connection, source, lost);
                connection.commit();
                return box;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("database: which key secrets are sealed with cannot be read", e);
        }
    }

    private static SecretBox agreed(Connection connection, KeySource source, boolean lost) throws SQLException {
        // one at a time: the key is made by one
        try (var lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
            lock.setLong(1, LOCK);
            lock.execute();
        }
        Optional<byte[]> sealed = sealed(connection);
        if (sealed.isEmpty()) {
            var box = new SecretBox(source.keyOrNew());
            store(connection, box);
            return box;
        }
        if (lost) {
            var box = new SecretBox(source.keyOrNew());
            if (!opens(box, sealed.get())) {
                LOG.warnf(
                        "the key of %s takes the place of the lost one; what that has sealed stays closed",
                        source.name());
                store(connection, box);
            }
            return box;
        }
        SecretBox box =
                source.key().map(SecretBox::new).orElseThrow(() -> refusal("there is no key in " + source.name()));
        if (!opens(box, sealed.get())) {
            throw refusal("the key of " + source.name() + " is another one");
        }
        return box;
    }

    private static IllegalStateException refusal(String what) {
        return new IllegalStateException(
                "The secrets in this database are sealed with the key of its first replica, and "
                        + what
                        + ". Copy the key file (muster.secrets.key-file) of a replica that runs, or of a backup. If it is"
                        + " lost for good, start once with muster.secrets.key-lost=true, and enter the power parameters anew.");
    }

    private static boolean opens(SecretBox box, byte[] sealed) {
        try {
            box.open(sealed, CONTEXT);
            return true;
        } catch (WrongKeyException _) {
            return false;
        }
    }

    private static Optional<byte[]> sealed(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select sealed from sealing_key");
                var rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
        }
    }

    private static void store(Connection connection, SecretBox box) throws SQLException {
        try (var statement = connection.prepareStatement("insert into sealing_key (sealed) values (?)"
                + " on conflict (only_one) do update set sealed = excluded.sealed")) {
            statement.setBytes(1, box.seal("", CONTEXT));
            statement.executeUpdate();
        }
    }
}
