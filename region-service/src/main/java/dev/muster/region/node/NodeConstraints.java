package dev.muster.region.node;

import dev.muster.model.node.MacAddress;
import jakarta.persistence.PersistenceException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.exception.ConstraintViolationException;

/// Reads out of a violated constraint what the caller is to be told.
final class NodeConstraints {
    /// PostgreSQL's detail: `Key (mac)=(00:00:5e:00:53:01) already exists.`
    private static final Pattern KEY = Pattern.compile("\\(mac\\)=\\(([0-9a-f:]{17})\\)");

    private NodeConstraints() {}

    static RuntimeException translated(PersistenceException e, String hostname, List<MacAddress> macs) {
        return switch (constraint(e).orElse("")) {
            case "nodes_hostname" -> new HostnameTakenException(hostname);
            case "mac_addresses_mac" -> new MacInUseException(mac(e).orElse(macs.getFirst()));
            default -> e;
        };
    }

    private static Optional<String> constraint(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConstraintViolationException violated) {
                return Optional.ofNullable(violated.getConstraintName());
            }
        }
        return Optional.empty();
    }

    private static Optional<MacAddress> mac(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            Matcher key = KEY.matcher(String.valueOf(cause.getMessage()));
            if (key.find()) {
                return MacAddress.parse(key.group(1));
            }
        }
        return Optional.empty();
    }
}
