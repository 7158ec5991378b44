package dev.muster.cluster.dhcp6.policy;

import java.io.Serial;

/// Subnets that cannot be served as they were told; the message says which one and why.
public final class InvalidDhcp6Config extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    public InvalidDhcp6Config(String message) {
        super(message);
    }
}
