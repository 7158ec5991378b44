package dev.muster.region.node;

import dev.muster.model.node.MacAddress;
import dev.muster.region.sql.ConstraintException;

/// Reads out of a violated constraint what the caller is to be told.
final class NodeConstraints {
    private NodeConstraints() {}

    static RuntimeException translated(ConstraintException e, String hostname) {
        return switch (e.constraint()) {
            case "nodes_hostname" -> new HostnameTakenException(hostname);
            case "mac_addresses_mac" ->
                e.value()
                        .flatMap(MacAddress::parse)
                        .<RuntimeException>map(MacInUseException::new)
                        .orElse(e);
            default -> e;
        };
    }
}
