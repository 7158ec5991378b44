package dev.muster.region.preseed;

import dev.muster.region.preseed.UserData.Moment;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The programs that machines run from memory, as user-data for cloud-init.
@Startup
@ApplicationScoped
public class MachinePrograms {
    private static final String NODE = "node/muster_node.py";
    private static final String DISKS = "node/muster_disks.py";
    private static final String COMMISSION = "commissioning/muster-commission.py";
    private static final String ERASE = "erase/muster-erase.py";
    private static final String INSTALL = "install/muster-install.py";
    private static final List<String> INSTALL_PARTS = List.of(
            "install/muster_image.py",
            "install/muster_target.py",
            "install/muster_loader.py",
            "install/muster_disk_image.py");
    private static final String BMC = "enlist/muster-bmc.sh";

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
        this.sources = Stream.concat(Stream.of(NODE, DISKS, COMMISSION, ERASE, INSTALL, BMC), INSTALL_PARTS.stream())
                .collect(Collectors.toUnmodifiableMap(path -> path, Template::resource));
    }

    /// Looks at the machine, runs the scripts, reports, switches off.
    public byte[] commissioningUserData(MachineContext machine) {
        return with(new UserData("muster-commission", Moment.WHEN_UP), NODE)
                .with("muster-commission", source(COMMISSION))
                .with("muster-bmc", source(BMC))
                .withEnvironment("MUSTER_APT_PROXY", aptProxy.of(machine.baseUrl()))
                .withEnvironment(
                        "MUSTER_LLDP_WAIT", Long.toString(settings.lldpWait().toSeconds()))
                .render();
    }

    /// Writes an image to the machine's own disk and boots it.
    public byte[] installUserData(InstallPlan plan) {
        var userData = with(new UserData("muster-install", Moment.AT_ONCE), NODE, DISKS);
        return with(userData, INSTALL_PARTS.toArray(String[]::new))
                .with("muster-install", source(INSTALL))
                .with(
                        "install.json",
                        InstallPlanJson.of(plan, aptProxy.of(plan.machine().baseUrl())))
                .render();
    }

    /// Wipes the machine's disks, reports, switches off.
    public byte[] eraseUserData(MachineContext machine) {
        return with(new UserData("muster-erase", Moment.AT_ONCE), NODE, DISKS)
                .with("muster-erase", source(ERASE))
                .render();
    }

    private UserData with(UserData userData, String... paths) {
        for (String path : paths) {
            userData.with(path.substring(path.lastIndexOf('/') + 1), source(path));
        }
        return userData;
    }

    private String source(String path) {
        String source = sources.get(path);
        if (source == null) {
            throw new IllegalStateException("not loaded: " + path);
        }
        return source;
    }
}
