package dev.muster.cluster.boot;

import dev.muster.model.image.ImageName;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// How the loader of a machine is chosen; which configuration the loader then gets is the region's decision.
@ConfigMapping(prefix = "muster.cluster.boot")
public interface BootSettings {
    /// Whether iPXE, in a card's ROM or loaded, gets its script over HTTP. If not, it gets the loader of its
    /// firmware, as any other client.
    @WithDefault("true")
    boolean ipxeScript();

    /// Loaders in place of the usual ones, by the number of option 93 in decimal: a file of the image snapshot,
    /// or a URL. `muster.cluster.boot.files."7"=efi64/syslinux.efi`
    Map<Integer, String> files();

    /// The images whose root machines download as a whole (`root=squash:http://…`) in place of reading it over
    /// iSCSI, by their folders, separated by commas: `debian/amd64/generic/bookworm/release`,
    /// `debian/*/*/bookworm/*`, `**`. One without a `squashfs` stays with iSCSI, one with nothing else is
    /// downloaded anyway.
    Optional<List<String>> rootOverHttp();

    /// Option 210 for loaders that do not have one of their own; none unless set.
    Optional<String> pathPrefix();

    /// [#rootOverHttp] as a choice.
    ///
    /// @throws IllegalArgumentException naming the property and the pattern that is none
    static Predicate<ImageName> imagesOverHttp(BootSettings boot) {
        return ImagePatterns.of(
                "muster.cluster.boot.root-over-http", boot.rootOverHttp().orElse(List.of()));
    }
}
