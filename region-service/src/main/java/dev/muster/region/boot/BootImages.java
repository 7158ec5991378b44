package dev.muster.region.boot;

import dev.muster.model.image.ImageName;
import dev.muster.region.settings.Setting;
import dev.muster.region.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;

/// Which images machines run and get. Whether a cluster has them is not known here.
@ApplicationScoped
public class BootImages {
    private final BootSettings settings;
    private final Settings set;

    /// @param set what an administrator can set while the region runs, of which the configuration is the default
    BootImages(BootSettings settings, Settings set) {
        this.settings = settings;
        this.set = set;
    }

    /// What a machine runs from memory.
    public ImageName ephemeral(String arch) {
        String release = set.get(Setting.COMMISSIONING_DISTRO_SERIES).orElse(settings.release());
        return new ImageName(settings.osystem(), arch, settings.subarch(), release, settings.label());
    }

    /// What is installed to a machine's disk.
    ///
    /// @param osystem empty for the default, as the series may be
    public ImageName installed(String arch, String osystem, String series) {
        return new ImageName(
                chosen(osystem, Setting.DEFAULT_OSYSTEM, settings.osystem()),
                arch,
                settings.subarch(),
                chosen(series, Setting.DEFAULT_DISTRO_SERIES, settings.release()),
                settings.label());
    }

    private String chosen(String ofNode, Setting setting, String otherwise) {
        return ofNode.isEmpty() ? set.get(setting).orElse(otherwise) : ofNode;
    }
}
