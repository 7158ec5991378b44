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
        return answer(
                arch.orElse(settings.arch()),
                BootPurpose.COMMISSIONING,
                "maas-enlist",
                enlistment.domain(),
                base + "/metadata/latest/enlist-preseed/?op=get_enlist_preseed",
                local);
    }

    BootAnswer known(BootTarget node, String base, String local) {
        return answer(
                node.arch(),
                BootPolicy.purpose(node.status(), node.netboot()),
                node.shortName(),
                node.zone().orElse(enlistment.domain()),
                base + "/metadata/latest/by-id/" + node.systemId() + "/?op=get_preseed",
                local);
    }

    /// Whatever sub-architecture was asked for: the image that satisfies it names its own.
    private BootAnswer answer(
            String arch, BootPurpose purpose, String hostname, String domain, String preseedUrl, String local) {
        return new BootAnswer(
                settings.osystem(),
                arch,
                settings.subarch(),
                settings.release(),
                settings.label(),
                purpose,
                hostname,
                domain,
                preseedUrl,
                local,
                local,
                settings.kernelOpts().orElse(""));
    }
}
