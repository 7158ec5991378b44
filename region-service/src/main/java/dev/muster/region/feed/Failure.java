package dev.muster.region.feed;

import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.transaction.xa.XAException;

/// Why records were not stored.
enum Failure {
    /// One of them is wrong, and stays so.
    OF_A_RECORD,
    /// The database is away, or in trouble: it may pass.
    OF_THE_DATABASE,
    /// Nobody knows; most likely a fault of ours.
    UNKNOWN;

    static Failure of(RuntimeException e) {
        if (chain(e).anyMatch(UnusableRecord.class::isInstance)) {
            return OF_A_RECORD;
        }
        Optional<SQLException> refusal = chain(e).filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .findFirst();
        if (refusal.isPresent()) {
            return isAboutTheData(refusal.get()) ? OF_A_RECORD : OF_THE_DATABASE;
        }
        return chain(e).anyMatch(Failure::isOfATransaction) ? OF_THE_DATABASE : UNKNOWN;
    }

    private static Stream<Throwable> chain(Throwable outermost) {
        return Stream.iterate(outermost, e -> e != null, Throwable::getCause).limit(50);
    }

    /// SQLSTATE 22 is a value out of range, 23 a broken constraint.
    private static boolean isAboutTheData(SQLException e) {
        String state = Optional.ofNullable(e.getSQLState()).orElse("");
        return state.startsWith("22") || state.startsWith("23");
    }

    private static boolean isOfATransaction(Throwable e) {
        return e instanceof RollbackException || e instanceof SystemException || e instanceof XAException;
    }
}
