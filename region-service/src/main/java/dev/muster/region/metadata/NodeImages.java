package dev.muster.region.metadata;

import dev.muster.model.image.ImageName;
import dev.muster.region.boot.BootSettings;
import dev.muster.region.node.Node;
import dev.muster.region.settings.Setting;
import dev.muster.region.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;

/// Which images a node's machine runs. Whether a cluster has them is not known here.
@ApplicationScoped
class NodeImages {
    private final BootSettings boot;
    private final Settings settings;

    NodeImages(BootSettings boot, Settings settings) {
        this.boot = boot;
        this.settings = settings;
    }

    /// What it runs from memory.
    ImageName ephemeral(Node node) {
        String release = settings.get(Setting.COMMISSIONING_DISTRO_SERIES).orElse(boot.release());
        return new ImageName(boot.osystem(), node.arch(), boot.subarch(), release, boot.label());
    }

    /// What is installed to its disk.
    ImageName installed(Node node) {
        return new ImageName(
                chosen(node.osystem(), Setting.DEFAULT_OSYSTEM, boot.osystem()),
                node.arch(),
                boot.subarch(),
                chosen(node.distroSeries(), Setting.DEFAULT_DISTRO_SERIES, boot.release()),
                boot.label());
    }

    private String chosen(String ofNode, Setting setting, String otherwise) {
        return ofNode.isEmpty() ? settings.get(setting).orElse(otherwise) : ofNode;
    }
}
