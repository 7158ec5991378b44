package dev.muster.cluster.boot.pxelinux;

import dev.muster.cluster.boot.BootAnswers;
import dev.muster.cluster.boot.BootDecision.Boot;
import dev.muster.cluster.boot.BootDecision.Silent;
import dev.muster.cluster.boot.BootDecision.Unknown;
import dev.muster.cluster.boot.BootQuery;
import dev.muster.cluster.boot.pxelinux.PxelinuxPath.Default;
import dev.muster.cluster.boot.pxelinux.PxelinuxPath.OfMachine;
import dev.muster.cluster.boot.pxelinux.PxelinuxPath.Probe;
import dev.muster.cluster.tftp.Content;
import dev.muster.cluster.tftp.Resolution;
import dev.muster.cluster.tftp.Resolution.Found;
import dev.muster.cluster.tftp.Resolution.Later;
import dev.muster.cluster.tftp.Resolution.NotFound;
import dev.muster.cluster.tftp.TftpRequest;
import dev.muster.cluster.tftp.TftpRoute;
import dev.muster.model.boot.BootAnswer;
import dev.muster.model.node.MacAddress;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// PXELINUX's configuration folder: every file is made for the machine that asks.
public final class PxelinuxRoute implements TftpRoute {
    private final UUID cluster;
    private final BootAnswers answers;
    private final UnsettledMachines unsettled;

    public PxelinuxRoute(UUID cluster, BootAnswers answers, InstantSource clock) {
        this.cluster = cluster;
        this.answers = answers;
        this.unsettled = new UnsettledMachines(clock);
    }

    @Override
    public Optional<Resolution> resolve(TftpRequest request) {
        return PxelinuxPath.parse(request.path()).map(path -> switch (path) {
            case Probe _ -> new NotFound();
            case OfMachine(var mac) -> new Later(() -> forMachine(request, mac));
            case Default(var arch, var subarch) -> new Later(() -> forAnybody(request, arch, subarch));
        });
    }

    private Resolution forMachine(TftpRequest request, MacAddress mac) throws Exception {
        var query =
                BootQuery.ofMachine(cluster, request.server(), request.client().getAddress(), mac);
        return switch (answers.decide(query)) {
            case Boot boot -> {
                unsettled.answered(mac);
                yield config(boot.answer());
            }
            case Unknown _ -> {
                unsettled.answered(mac);
                yield new NotFound();
            }
            case Silent(var reason) -> {
                unsettled.heardNothing(mac);
                yield new Resolution.Silent(reason);
            }
        };
    }

    private Resolution forAnybody(TftpRequest request, Optional<String> arch, Optional<String> subarch)
            throws Exception {
        if (request.mac().filter(unsettled::contains).isPresent()) {
            return new Resolution.Silent("its own file is not answered yet");
        }
        var query = new BootQuery(
                cluster, request.server(), request.client().getAddress(), Optional.empty(), arch, subarch);
        return switch (answers.decide(query)) {
            case Boot boot -> config(boot.answer());
            case Unknown _ -> new NotFound();
            case Silent(var reason) -> new Resolution.Silent(reason);
        };
    }

    private static Resolution config(BootAnswer answer) throws UnsafeBootAnswer {
        return new Found(Content.of(PxelinuxConfig.render(answer)));
    }
}
