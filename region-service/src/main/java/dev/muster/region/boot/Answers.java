package dev.muster.region.boot;

import dev.muster.model.boot.BootAnswer;
import dev.muster.model.boot.BootPurpose;
import dev.muster.region.enlist.EnlistConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Words the decision of [BootPolicy] as a pxeconfig answer.
@ApplicationScoped
class Answers {
    private final BootSettings settings;
    private final EnlistConfig enlistment;

    Answers(BootSettings settings, EnlistConfig enlistment) {
        this.settings = settings;
        this.enlistment = enlistment;
    }

    /// @param base how the machine reaches the API
    /// @param local the cluster's address: kernel, root disk and log server are there
    BootAnswer enlist(String base, String local, Optional<String> arch) {
        return new BootAnswer(
                settings.osystem(),
                arch.orElse(settings.arch()),
                settings.subarch(),
                settings.release(),
                settings.label(),
                BootPurpose.COMMISSIONING,
                "maas-enlist",
                enlistment.domain(),
                base + "/metadata/latest/enlist-preseed/?op=get_enlist_preseed",
                local,
                local,
                settings.kernelOpts().orElse(""));
    }

    /// An operating system's own installer is that system's; everything else boots from the ephemeral image, whatever
    /// is to be installed. Whatever sub-architecture was asked for: the image that satisfies it names its own.
    BootAnswer known(BootTarget node, String base, String local) {
        BootPurpose purpose = BootPolicy.purpose(node.status(), node.netboot(), node.bootType());
        boolean own = purpose == BootPurpose.INSTALL;
        return new BootAnswer(
                own && !node.osystem().isEmpty() ? node.osystem() : settings.osystem(),
                node.arch(),
                settings.subarch(),
                own && !node.release().isEmpty() ? node.release() : settings.release(),
                settings.label(),
                purpose,
                node.shortName(),
                node.zone().orElse(enlistment.domain()),
                base + "/metadata/latest/by-id/" + node.systemId() + "/?op=get_preseed",
                local,
                local,
                node.kernelOpts().isEmpty() ? settings.kernelOpts().orElse("") : node.kernelOpts());
    }
}
