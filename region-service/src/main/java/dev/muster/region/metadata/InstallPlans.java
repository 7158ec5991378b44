package dev.muster.region.metadata;

import dev.muster.model.image.ImageName;
import dev.muster.model.node.MacAddress;
import dev.muster.region.auth.NodeKeys;
import dev.muster.region.boot.BootSettings;
import dev.muster.region.node.BootType;
import dev.muster.region.node.Node;
import dev.muster.region.preseed.InstallDocuments;
import dev.muster.region.preseed.InstallPlan;
import dev.muster.region.preseed.MachineContext;
import dev.muster.region.preseed.MachinePrograms;
import dev.muster.region.settings.Setting;
import dev.muster.region.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;

/// How a node is installed: by a distribution's own installer where its user wants that, by curtin where the image
/// carries it, else by our own.
@ApplicationScoped
class InstallPlans {
    private final NodeData data;
    private final NodeKeys keys;
    private final BootSettings boot;
    private final Settings settings;
    private final MachinePrograms programs;
    private final InstallDocuments documents;

    InstallPlans(
            NodeData data,
            NodeKeys keys,
            BootSettings boot,
            Settings settings,
            MachinePrograms programs,
            InstallDocuments documents) {
        this.data = data;
        this.keys = keys;
        this.boot = boot;
        this.settings = settings;
        this.programs = programs;
        this.documents = documents;
    }

    static boolean byDistribution(Node node) {
        return node.use().bootType() == BootType.DI;
    }

    /// The answers for the distribution's own installer.
    String preseed(Node node, String baseUrl) {
        return documents.diPreseed(plan(node, baseUrl));
    }

    /// What the ephemeral system runs.
    byte[] userData(Node node, String baseUrl) {
        InstallPlan plan = plan(node, baseUrl);
        return documents.carriesCurtin(plan.image())
                ? documents.curtinUserData(plan, macs(node))
                : programs.installUserData(plan);
    }

    private InstallPlan plan(Node node, String baseUrl) {
        var image = new ImageName(
                chosen(node.osystem(), Setting.DEFAULT_OSYSTEM, boot.osystem()),
                node.arch(),
                boot.subarch(),
                chosen(node.distroSeries(), Setting.DEFAULT_DISTRO_SERIES, boot.release()),
                boot.label());
        var machine = new MachineContext(baseUrl, node.systemId(), node.hostname());
        return new InstallPlan(machine, image, keys.of(node).text(), data.ownersKeys(node.id()));
    }

    private String chosen(String ofNode, Setting setting, String otherwise) {
        return ofNode.isEmpty() ? settings.get(setting).orElse(otherwise) : ofNode;
    }

    /// The card that it boots from first.
    private static List<MacAddress> macs(Node node) {
        return Stream.concat(node.pxeMac().stream(), node.macs().stream())
                .distinct()
                .toList();
    }
}
