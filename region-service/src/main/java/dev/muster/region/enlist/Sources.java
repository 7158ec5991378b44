package dev.muster.region.enlist;

import dev.muster.model.node.MacAddress;
import dev.muster.region.api.ApiCall;
import dev.muster.region.auth.CallingCluster;
import dev.muster.region.caller.Role;
import dev.muster.region.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// From whom an enlistment comes, and how far that is believed.
@ApplicationScoped
class Sources {
    private final CallingCluster cluster;
    private final EnlistConfig config;

    Sources(CallingCluster cluster, EnlistConfig config) {
        this.cluster = cluster;
        this.config = config;
    }

    /// @throws RefusedException if nothing is taken from there
    Trust of(ApiCall call, Machine machine) {
        if (call.caller().may(Role.ADMIN)) {
            return new Trust.Administrator();
        }
        Optional<MacAddress> seen = cluster.nodeMac();
        if (seen.filter(machine.macs()::contains).isPresent()) {
            return new Trust.Attested(seen.get());
        }
        return switch (config.from()) {
            case ANYBODY -> new Trust.Hearsay();
            case CLUSTERS -> throw RefusedException.forbidden("Forbidden: " + reason(seen));
        };
    }

    private String reason(Optional<MacAddress> seen) {
        if (seen.isPresent()) {
            return "the machine that asks is " + seen.get() + ", which is none of its mac_addresses.";
        }
        return cluster.isPresent()
                ? "the cluster cannot tell which machine asks from "
                        + cluster.nodeAddress().orElse("an unknown address") + "."
                : "a machine enlists through its cluster; here only an administrator adds one.";
    }
}
