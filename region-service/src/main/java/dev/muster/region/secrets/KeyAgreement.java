package dev.muster.region.secrets;

import dev.muster.region.secrets.SealedSample.Sealed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/// All replicas seal with one key. The database has something sealed with it, so that one with another key finds out
/// before it seals anything that the others cannot open. The first replica of all makes the key.
@ApplicationScoped
class KeyAgreement {
    private static final Logger LOG = Logger.getLogger(KeyAgreement.class);
    private static final String CONTEXT = "the key that all replicas have";
    private static final int NAME_LENGTH = 16;
    private static final long LOCK = 0x6d757374_6b6579L;

    private final DataSource database;
    private final Iterable<SealedSample> samples;

    /// @param samples of what was sealed before there was an agreement
    @Inject
    KeyAgreement(DataSource database, @Any Instance<SealedSample> samples) {
        this(database, (Iterable<SealedSample>) samples);
    }

    KeyAgreement(DataSource database, Iterable<SealedSample> samples) {
        this.database = database;
        this.samples = samples;
    }

    /// @param lost the key that is agreed upon, if it may be replaced by this replica's: its name in the refusal
    /// @throws IllegalStateException if this replica has another key, or none, with what to do about it
    SecretBox boxOf(KeySource source, Optional<String> lost) {
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

    private SecretBox agreed(Connection connection, KeySource source, Optional<String> lost) throws SQLException {
        // one at a time: the key is made by one
        try (var lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
            lock.setLong(1, LOCK);
            lock.execute();
        }
        Optional<Sealed> agreement = sealed(connection);
        Optional<Sealed> witness = agreement.isPresent() ? agreement : sample(connection);
        if (witness.isEmpty()) {
            return stored(connection, source);
        }
        Optional<SecretBox> own = source.key().map(SecretBox::new);
        if (own.filter(box -> opens(box, witness.get())).isPresent()) {
            if (agreement.isEmpty()) {
                store(connection, own.get());
            }
            return own.get();
        }
        // by its name, so that a second replica does not replace the key of the first one that did
        if (lost.filter(name(witness.get())::equals).isPresent()) {
            LOG.warnf(
                    "the key of %s takes the place of the lost one; what that has sealed stays closed", source.name());
            return stored(connection, source);
        }
        String what = own.isPresent()
                ? "the key of " + source.name() + " is another one"
                : "there is no key in " + source.name();
        throw new IllegalStateException(
                "The secrets in this database are sealed with the key of its first replica, and "
                        + what
                        + ". Copy the key file (muster.secrets.key-file) of a replica that runs, or of a backup. If it is"
                        + " lost for good, start once with muster.secrets.key-lost=" + name(witness.get())
                        + ", and enter the power parameters anew.");
    }

    private static SecretBox stored(Connection connection, KeySource source) throws SQLException {
        var box = new SecretBox(source.keyOrNew());
        store(connection, box);
        return box;
    }

    private Optional<Sealed> sample(Connection connection) throws SQLException {
        for (SealedSample feature : samples) {
            Optional<Sealed> found = feature.any(connection);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /// Names a key by what it has sealed; another one that takes its place has another name.
    private static String name(Sealed sealed) {
        return HexFormat.of().formatHex(sha256(sealed.box())).substring(0, NAME_LENGTH);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static boolean opens(SecretBox box, Sealed sealed) {
        try {
            box.open(sealed.box(), sealed.context());
            return true;
        } catch (WrongKeyException _) {
            return false;
        }
    }

    private static Optional<Sealed> sealed(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select sealed from sealing_key");
                var rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(new Sealed(rows.getBytes(1), CONTEXT)) : Optional.empty();
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
