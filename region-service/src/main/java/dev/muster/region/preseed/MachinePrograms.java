package dev.muster.region.preseed;

import dev.muster.region.preseed.UserData.Moment;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The programs that machines run from memory, as user-data for cloud-init.
@Startup
@ApplicationScoped
public class MachinePrograms {
    /// What every program has: console and log, calls to the region, the node's metadata.
    private static final List<String> LIBRARY =
            List.of("node/muster_node.py", "node/muster_region.py", "node/muster_metadata.py");

    private static final String BMC = "node/muster_bmc.py";
    private static final String DISKS = "node/muster_disks.py";
    private static final List<String> COMMISSION = List.of(BMC, "commissioning/muster-commission.py");
    private static final List<String> ENLIST = List.of(BMC, "enlist/muster-enlist.py");
    private static final List<String> ERASE = List.of(DISKS, "erase/muster-erase.py");
    private static final List<String> INSTALL = List.of(
            DISKS,
            "install/muster_image.py",
            "install/muster_target.py",
            "install/muster_loader.py",
            "install/muster_disk_image.py",
            "install/muster-install.py");
    private static final List<String> CURTIN = List.of(DISKS, "install/muster_target.py", "curtin/muster-curtin.py");

    private final EnlistSettings settings;
    private final AptProxy aptProxy;
    private final Map<String, String> sources;

    /// Where no administrator has set anything.
    MachinePrograms(EnlistSettings settings) {
        this(settings, new AptProxy(settings, _ -> Optional.empty()));
    }

    @Inject
    MachinePrograms(EnlistSettings settings, AptProxy aptProxy) {
        this.settings = settings;
        this.aptProxy = aptProxy;
        this.sources = Stream.of(LIBRARY, COMMISSION, ENLIST, ERASE, INSTALL, CURTIN)
                .flatMap(List::stream)
                .distinct()
                .collect(Collectors.toUnmodifiableMap(path -> path, Template::resource));
    }

    /// The files of the program that makes a machine known, `muster-enlist` among them: name -> content.
    Map<String, String> enlisting() {
        return files(ENLIST);
    }

    /// Looks at the machine, runs the scripts, reports, switches off.
    public byte[] commissioningUserData(MachineContext machine) {
        return new UserData("muster-commission", Moment.WHEN_UP)
                .with(files(COMMISSION))
                .withEnvironment("MUSTER_APT_PROXY", aptProxy.of(machine.baseUrl()))
                .withEnvironment(
                        "MUSTER_LLDP_WAIT", Long.toString(settings.lldpWait().toSeconds()))
                .render();
    }

    /// Writes an image to the machine's own disk and boots it.
    public byte[] installUserData(InstallPlan plan) {
        return new UserData("muster-install", Moment.AT_ONCE)
                .with(files(INSTALL))
                .with(
                        "install.json",
                        InstallPlanJson.of(plan, aptProxy.of(plan.machine().baseUrl())))
                .render();
    }

    /// Has curtin install the machine.
    UserData curtin() {
        return new UserData("muster-curtin", Moment.WHEN_UP).with(files(CURTIN));
    }

    /// Wipes the machine's disks, reports, switches off.
    public byte[] eraseUserData(MachineContext machine) {
        return new UserData("muster-erase", Moment.AT_ONCE).with(files(ERASE)).render();
    }

    /// The library and a program, by the names that the machine gives the files: a program's has no ending.
    private Map<String, String> files(List<String> program) {
        var files = new LinkedHashMap<String, String>();
        Stream.concat(LIBRARY.stream(), program.stream()).forEach(path -> files.put(name(path), source(path)));
        return files;
    }

    private static String name(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.startsWith("muster-") ? name.substring(0, name.lastIndexOf('.')) : name;
    }

    private String source(String path) {
        String source = sources.get(path);
        if (source == null) {
            throw new IllegalStateException("not loaded: " + path);
        }
        return source;
    }
}
