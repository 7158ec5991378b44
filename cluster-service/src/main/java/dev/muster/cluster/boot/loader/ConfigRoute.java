package dev.muster.cluster.boot.loader;

import dev.muster.cluster.boot.BootDecision;
import dev.muster.cluster.boot.BootDecision.Boot;
import dev.muster.cluster.boot.BootDecision.Silent;
import dev.muster.cluster.boot.BootDecision.Unknown;
import dev.muster.cluster.boot.loader.ConfigPath.Default;
import dev.muster.cluster.boot.loader.ConfigPath.OfMachine;
import dev.muster.cluster.boot.loader.ConfigPath.Probe;
import dev.muster.cluster.boot.loader.MachineConfigs.Asker;
import dev.muster.cluster.tftp.Content;
import dev.muster.cluster.tftp.Resolution;
import dev.muster.cluster.tftp.Resolution.Found;
import dev.muster.cluster.tftp.Resolution.Later;
import dev.muster.cluster.tftp.Resolution.NotFound;
import dev.muster.cluster.tftp.TftpRequest;
import dev.muster.cluster.tftp.TftpRoute;
import dev.muster.model.boot.BootPurpose;
import java.util.Optional;
import java.util.function.Function;

/// The configuration files of one loader over TFTP: each is made for the machine that asks.
public final class ConfigRoute implements TftpRoute {
    private final Function<String, Optional<ConfigPath>> names;
    private final Spelling spelling;
    private final MachineConfigs configs;
    private final BootImages.Chosen images;

    /// @param names knows the loader's file names; empty for a path that is none of them
    public ConfigRoute(
            Function<String, Optional<ConfigPath>> names,
            Spelling spelling,
            MachineConfigs configs,
            BootImages.Chosen images) {
        this.names = names;
        this.spelling = spelling;
        this.configs = configs;
        this.images = images;
    }

    @Override
    public Optional<Resolution> resolve(TftpRequest request) {
        var asker = new Asker(request.server(), request.client().getAddress(), request.mac());
        return names.apply(request.path()).map(path -> switch (path) {
            case Probe _ -> new NotFound();
            case OfMachine(var mac) -> new Later(() -> spelled(asker, configs.ofMachine(asker, mac)));
            case Default(var arch, var subarch) ->
                new Later(() -> ofArchitecture(asker, arch, configs.ofAnybody(asker, arch, subarch)));
        });
    }

    /// A loader that names its processor goes on to another name if there is nothing for it; PXELINUX names none, and
    /// chooses by itself.
    private Resolution ofArchitecture(Asker asker, Optional<String> named, BootDecision decision)
            throws UnsafeBootAnswer {
        if (named.isPresent()
                && decision instanceof Boot boot
                && boot.answer().purpose() != BootPurpose.LOCAL
                && images.isMissing(boot.answer().image())) {
            return new NotFound("there is no image for " + boot.answer().arch());
        }
        return spelled(asker, decision);
    }

    private Resolution spelled(Asker asker, BootDecision decision) throws UnsafeBootAnswer {
        return switch (decision) {
            case Boot boot -> new Found(Content.of(spelling.render(boot.answer(), images.forMachine(asker.remote()))));
            case Unknown _ -> new NotFound();
            case Silent(var reason) -> new Resolution.Silent(reason);
        };
    }
}
