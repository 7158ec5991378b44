package dev.muster.region.secrets;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/// Something that a feature has sealed, by which a key can be tried.
public interface SealedSample {
    /// Any that there is.
    Optional<Sealed> any(Connection database) throws SQLException;

    /// @param context for whom
    @SuppressWarnings("ArrayRecordComponent") // only read
    record Sealed(byte[] box, String context) {}
}
