package dev.muster.cluster.dhcp.policy;

import java.io.Serial;

/// Subnets that cannot be served as they were told; the message says which one and why.
public final class InvalidDhcpConfig extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    public InvalidDhcpConfig(String message) {
        super(message);
    }
}
