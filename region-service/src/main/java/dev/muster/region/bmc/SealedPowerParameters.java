package dev.muster.region.bmc;

import dev.muster.region.secrets.SealedSample;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/// Power parameters from before the database knew which key they are sealed with.
@ApplicationScoped
class SealedPowerParameters implements SealedSample {
    @Override
    public Optional<Sealed> any(Connection database) throws SQLException {
        try (var statement = database.prepareStatement(
                        "select p.parameters, n.system_id from node_power p join known_nodes n on n.id = p.node_id"
                                + " where p.parameters is not null limit 1");
                var rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(new Sealed(rows.getBytes(1), rows.getString(2))) : Optional.empty();
        }
    }
}
