package dev.muster.region.sql;

import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// A statement that a constraint of the database forbids. The transaction is lost.
public final class ConstraintException extends RuntimeException {
    /// PostgreSQL's detail: `Key (mac)=(00:00:5e:00:53:01) already exists.`
    private static final Pattern KEY = Pattern.compile("\\)=\\((.*)\\) already exists");

    private final String constraint;
    private final String detail;

    private ConstraintException(SQLException cause, String constraint, String detail) {
        super("database: constraint " + constraint, cause);
        this.constraint = constraint;
        this.detail = detail;
    }

    static Optional<ConstraintException> of(SQLException e) {
        ServerErrorMessage said = e instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
        return said == null || said.getConstraint() == null
                ? Optional.empty()
                : Optional.of(new ConstraintException(
                        e,
                        said.getConstraint(),
                        Optional.ofNullable(said.getDetail()).orElse("")));
    }

    /// The name that the schema gives it.
    public String constraint() {
        return constraint;
    }

    /// The value that is there already, of a unique constraint of one column.
    public Optional<String> value() {
        Matcher key = KEY.matcher(detail);
        return key.find() ? Optional.of(key.group(1)) : Optional.empty();
    }
}
