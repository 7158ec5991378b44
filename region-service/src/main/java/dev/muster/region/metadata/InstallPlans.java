package dev.muster.region.metadata;

import dev.muster.model.node.MacAddress;
import dev.muster.region.account.SshKeys;
import dev.muster.region.auth.NodeKeys;
import dev.muster.region.boot.BootImages;
import dev.muster.region.node.Node;
import dev.muster.region.preseed.InstallDocuments;
import dev.muster.region.preseed.InstallPlan;
import dev.muster.region.preseed.MachineContext;
import dev.muster.region.preseed.MachinePrograms;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;

/// How a node is installed by a distribution's own installer, or by curtin where the image carries it, else by our own.
@ApplicationScoped
class InstallPlans {
    private final SshKeys sshKeys;
    private final NodeKeys keys;
    private final BootImages images;
    private final MachinePrograms programs;
    private final InstallDocuments documents;

    InstallPlans(
            SshKeys sshKeys, NodeKeys keys, BootImages images, MachinePrograms programs, InstallDocuments documents) {
        this.sshKeys = sshKeys;
        this.keys = keys;
        this.images = images;
        this.programs = programs;
        this.documents = documents;
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
        var machine = new MachineContext(baseUrl, node.systemId(), node.hostname());
        return new InstallPlan(
                machine,
                images.installed(node.arch(), node.osystem(), node.distroSeries()),
                keys.of(node).text(),
                sshKeys.ofOwner(node.id()),
                node.use().bootDisk());
    }

    /// The card that it boots from first.
    private static List<MacAddress> macs(Node node) {
        return Stream.concat(node.pxeMac().stream(), node.macs().stream())
                .distinct()
                .toList();
    }
}
