package dev.muster.cluster.dhcp6;

import dev.muster.cluster.dhcp6.policy.PolicySettings;
import java.nio.file.Path;
import java.time.Duration;

/// @param journal file of the leases; its directory is made
/// @param leaseBytes octets of memory for leases, offers and what else addresses are held for, ended ones too
/// @param interfaceCheck how often an interface that is missing, or was made anew, is looked for
public record Dhcp6Config(Path journal, PolicySettings policy, long leaseBytes, Duration interfaceCheck) {
    public static Dhcp6Config of(Path journal, PolicySettings policy) {
        return new Dhcp6Config(journal, policy, 16L << 20, Duration.ofSeconds(2));
    }

    public Dhcp6Config withLeaseBytes(long bytes) {
        return new Dhcp6Config(journal, policy, bytes, interfaceCheck);
    }
}
