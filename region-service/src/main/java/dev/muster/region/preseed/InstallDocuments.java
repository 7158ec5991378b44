package dev.muster.region.preseed;

import dev.muster.model.image.ImageName;
import dev.muster.model.node.MacAddress;
import dev.muster.region.refusal.RefusedException;
import dev.muster.region.settings.Setting;
import dev.muster.region.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The documents for installers that are not our own: that of a distribution, and curtin.
@ApplicationScoped
public class InstallDocuments {
    private final PreseedSettings preseeds;
    private final PreseedTemplates templates;
    private final AptProxy aptProxy;
    private final Settings settings;
    private final MachinePrograms programs;

    InstallDocuments(
            PreseedSettings preseeds,
            PreseedTemplates templates,
            AptProxy aptProxy,
            Settings settings,
            MachinePrograms programs) {
        this.preseeds = preseeds;
        this.templates = templates;
        this.aptProxy = aptProxy;
        this.settings = settings;
        this.programs = programs;
    }

    /// Whether an image is installed by curtin, since its ephemeral system carries it.
    public boolean carriesCurtin(ImageName image) {
        String path = image.path() + "/";
        return preseeds.curtinImages().orElse(List.of()).stream()
                .anyMatch(name -> path.startsWith(name.strip().replaceAll("/+$", "") + "/"));
    }

    /// The answers to the questions of a distribution's own installer. They hold the node's key.
    public String diPreseed(InstallPlan plan) {
        return find(PreseedKind.INSTALLER, plan).render(values(plan), lists(plan));
    }

    /// User-data that runs curtin, with its configuration. It holds the node's key.
    ///
    /// @param macs of the node's cards, the one that it boots from first
    public byte[] curtinUserData(InstallPlan plan, List<MacAddress> macs) {
        UserData userData = programs.curtin().with("curtin.yaml", curtinConfig(plan, macs));
        plan.disk().ifPresent(disk -> userData.with("disk.json", InstallPlanJson.of(disk)));
        return userData.render();
    }

    /// curtin's configuration alone.
    String curtinConfig(InstallPlan plan, List<MacAddress> macs) {
        Map<String, String> values = values(plan);
        values.put(
                "root_url",
                URI.create(plan.machine().baseUrl())
                        .resolve("/images/" + plan.image().path() + "/root-tgz")
                        .toString());
        values.put("network", network(macs));
        Map<String, List<String>> lists = lists(plan);
        lists.put("macs", macs.stream().map(MacAddress::toString).toList());
        return find(PreseedKind.CURTIN_USERDATA, plan).render(values, lists);
    }

    private Template find(PreseedKind kind, InstallPlan plan) {
        return templates.find(kind, plan.image(), InstallValues.shortName(plan.machine()));
    }

    private Map<String, String> values(InstallPlan plan) {
        String archive = settings.get(Setting.MAIN_ARCHIVE)
                .orElseThrow(() -> RefusedException.conflict(
                        "Nobody has said where the packages of " + plan.image().osystem() + " are: set main_archive."))
                .replaceAll("/+$", "");
        return InstallValues.of(
                plan, URI.create(archive), aptProxy.of(plan.machine().baseUrl()));
    }

    private static Map<String, List<String>> lists(InstallPlan plan) {
        plan.sshKeys().forEach(key -> Quoting.line("ssh_keys", key));
        return new HashMap<>(Map.of("ssh_keys", plan.sshKeys()));
    }

    /// The card that the machine boots from asks for its address; the others stay as they are.
    private static String network(List<MacAddress> macs) {
        var yaml = new StringBuilder();
        for (int i = 0; i < macs.size(); i++) {
            yaml.append("- {type: physical, name: eth%d, mac_address: '%s'".formatted(i, macs.get(i)))
                    .append(i == 0 ? ", subnets: [{type: dhcp4}]}\n" : "}\n");
        }
        return yaml.isEmpty() ? "[]" : yaml.toString();
    }
}
