package dev.muster.cluster.boot.ipxe;

import dev.muster.cluster.boot.BootDecision;
import dev.muster.cluster.boot.BootDecision.Boot;
import dev.muster.cluster.boot.BootDecision.Silent;
import dev.muster.cluster.boot.BootDecision.Unknown;
import dev.muster.cluster.boot.loader.BootImages;
import dev.muster.cluster.boot.loader.MachineConfigs;
import dev.muster.cluster.boot.loader.MachineConfigs.Asker;
import dev.muster.cluster.boot.loader.Processors;
import dev.muster.cluster.boot.loader.UnsafeBootAnswer;
import dev.muster.cluster.http.LoaderScripts;
import dev.muster.model.node.MacAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/// The scripts that iPXE fetches: `ipxe.cfg` for every machine, `ipxe.cfg-<mac>?arch=<arch>` for one.
///
/// A machine that the region does not know gets the script of unknown machines in the same answer; where nobody
/// knows now, a script that asks again, since iPXE takes an error for the end of the boot.
public final class IpxeScripts implements LoaderScripts {
    private static final Pattern ENTRY = Pattern.compile("ipxe\\.cfg");
    private static final Pattern MACHINE = Pattern.compile(
            "ipxe\\.cfg-(?<mac>[0-9a-f]{2}([:-][0-9a-f]{2}){5}(([:-][0-9a-f]{2}){14})?)", Pattern.CASE_INSENSITIVE);
    private static final Pattern ARCH = Pattern.compile("[a-z0-9_]{1,32}");
    private static final String COMMONEST = "x86_64";

    private final MachineConfigs configs;
    private final BootImages.Chosen images;

    public IpxeScripts(MachineConfigs configs, BootImages.Chosen images) {
        this.configs = configs;
        this.images = images;
    }

    @Override
    public Optional<String> script(Request request) throws InterruptedException, UnsafeBootAnswer {
        if (ENTRY.matcher(request.name()).matches()) {
            return Optional.of(IpxeScript.ENTRY);
        }
        var machine = MACHINE.matcher(request.name());
        if (!machine.matches()) {
            return Optional.empty();
        }
        String arch =
                request.arch().filter(name -> ARCH.matcher(name).matches()).orElse(COMMONEST);
        return Optional.of(ofMachine(request, MacAddress.of(machine.group("mac")), arch));
    }

    private String ofMachine(Request request, MacAddress mac, String arch)
            throws InterruptedException, UnsafeBootAnswer {
        var asker = new Asker(request.local(), request.remote(), Optional.of(mac));
        BootDecision decision = configs.ofMachine(asker, mac);
        if (decision instanceof Unknown) {
            decision = configs.ofAnybody(asker, Optional.of(Processors.debianName(arch)), Optional.empty());
        }
        return switch (decision) {
            case Boot boot -> IpxeScript.render(boot.answer(), images.forMachine(request.remote()));
            case Unknown _ -> IpxeScript.again(mac, arch, "the region has no image for it");
            case Silent _ -> IpxeScript.again(mac, arch, "the region is away");
        };
    }
}
