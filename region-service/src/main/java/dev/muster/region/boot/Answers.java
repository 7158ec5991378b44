package dev.muster.region.boot;

import dev.muster.model.boot.BootAnswer;
import dev.muster.model.boot.BootPurpose;
import dev.muster.model.image.ImageName;
import dev.muster.region.settings.Setting;
import dev.muster.region.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Words the decision of [BootPolicy] as a pxeconfig answer.
@ApplicationScoped
class Answers {
    private final BootImages images;
    private final BootSettings settings;
    private final Settings set;

    /// @param set what an administrator can set while the region runs, of which the configuration is the default
    Answers(BootImages images, BootSettings settings, Settings set) {
        this.images = images;
        this.settings = settings;
        this.set = set;
    }

    /// @param base how the machine reaches the API
    /// @param local the cluster's address: kernel, root disk and log server are there
    BootAnswer enlist(String base, String local, Optional<String> arch) {
        ImageName image = images.ephemeral(arch.orElse(settings.arch()));
        return new BootAnswer(
                image.osystem(),
                image.arch(),
                image.subarch(),
                image.release(),
                image.label(),
                BootPurpose.COMMISSIONING,
                "maas-enlist",
                domain(),
                base + "/metadata/latest/enlist-preseed/?op=get_enlist_preseed",
                local,
                local,
                kernelOpts());
    }

    /// An operating system's own installer is that system's; everything else boots from the ephemeral image, whatever
    /// is to be installed. Whatever sub-architecture was asked for: the image that satisfies it names its own.
    BootAnswer known(BootTarget node, String base, String local) {
        BootPurpose purpose = BootPolicy.purpose(node.status(), node.netboot(), node.bootType());
        ImageName image = purpose == BootPurpose.INSTALL
                ? images.installed(node.arch(), node.osystem(), node.release())
                : images.ephemeral(node.arch());
        return new BootAnswer(
                image.osystem(),
                image.arch(),
                image.subarch(),
                image.release(),
                image.label(),
                purpose,
                node.shortName(),
                node.zone().orElseGet(this::domain),
                base + "/metadata/latest/by-id/" + node.systemId() + "/?op=get_preseed",
                local,
                local,
                node.kernelOpts().isEmpty() ? kernelOpts() : node.kernelOpts());
    }

    private String domain() {
        return set.get(Setting.ENLISTMENT_DOMAIN).orElse("local");
    }

    private String kernelOpts() {
        return set.get(Setting.KERNEL_OPTS).orElse("");
    }
}
