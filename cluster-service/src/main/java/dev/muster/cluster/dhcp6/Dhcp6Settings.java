package dev.muster.cluster.dhcp6;

import dev.muster.cluster.dhcp6.policy.PolicySettings;
import java.nio.file.Path;
import java.time.Duration;

/// @param journal file of the leases; its directory is made
/// @param interfaceCheck how often an interface that is missing, or was made anew, is looked for
public record Dhcp6Settings(Path journal, PolicySettings policy, Duration interfaceCheck) {
    public static Dhcp6Settings of(Path journal, PolicySettings policy) {
        return new Dhcp6Settings(journal, policy, Duration.ofSeconds(2));
    }
}
