package dev.muster.cluster.boot.loader;

import dev.muster.cluster.boot.BootAnswers;
import dev.muster.cluster.boot.BootDecision;
import dev.muster.cluster.boot.BootDecision.Boot;
import dev.muster.cluster.boot.BootDecision.Silent;
import dev.muster.cluster.boot.BootDecision.Unknown;
import dev.muster.cluster.boot.BootQuery;
import dev.muster.model.node.MacAddress;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// The decision behind each configuration file that is asked for, whatever the loader. A machine that asked for its
/// own and heard nothing is not given the one of unknown machines, which would enlist it once more.
public final class MachineConfigs {
    private final UUID cluster;
    private final BootAnswers answers;
    private final UnsettledMachines unsettled;

    /// Who asks.
    ///
    /// @param local our address that was asked
    /// @param remote the machine's address
    /// @param leased the machine that has that address by our leases
    public record Asker(InetAddress local, InetAddress remote, Optional<MacAddress> leased) {}

    public MachineConfigs(UUID cluster, BootAnswers answers, InstantSource clock) {
        this.cluster = cluster;
        this.answers = answers;
        this.unsettled = new UnsettledMachines(clock);
    }

    /// Blocks for the region's patience at most; to be called on a virtual thread.
    public BootDecision ofMachine(Asker asker, MacAddress mac) throws InterruptedException {
        var decision = answers.decide(BootQuery.ofMachine(cluster, asker.local(), asker.remote(), mac));
        switch (decision) {
            case Boot _, Unknown _ -> unsettled.answered(mac);
            case Silent _ -> unsettled.heardNothing(mac);
        }
        return decision;
    }

    /// Blocks as [#ofMachine].
    public BootDecision ofAnybody(Asker asker, Optional<String> arch, Optional<String> subarch)
            throws InterruptedException {
        if (asker.leased().filter(unsettled::contains).isPresent()) {
            return new Silent("its own file is not answered yet");
        }
        return answers.decide(new BootQuery(cluster, asker.local(), asker.remote(), Optional.empty(), arch, subarch));
    }
}
