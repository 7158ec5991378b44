package dev.muster.region.lifecycle;

import dev.muster.region.allocation.Bytes;
import dev.muster.region.api.Parameters;
import dev.muster.region.node.Node;
import dev.muster.region.node.SystemName;
import dev.muster.region.refusal.RefusedException;
import java.util.Base64;
import java.util.Optional;

/// Reads out of a request what is to be installed: `user_data` in base64, `osystem`, and `distro_series` alone or as
/// `<osystem>/<series>`. What is not said stays as it is set for the node.
final class InstallationForm {
    private InstallationForm() {}

    static Installation read(Parameters form, Node node) {
        Optional<String> series = form.text("distro_series").map(InstallationForm::bare);
        int slash = series.map(text -> text.indexOf('/')).orElse(-1);
        Optional<String> osystem = form.text("osystem")
                .or(() -> slash > 0 ? series.map(text -> text.substring(0, slash)) : Optional.empty());
        return new Installation(
                osystem.map(text -> SystemName.of("osystem", text)).orElse(node.osystem()),
                series.map(text -> SystemName.of("distro_series", text.substring(slash + 1)))
                        .orElse(node.distroSeries()),
                form.text("user_data").map(InstallationForm::userData));
    }

    /// MAAS marks a series that needs a licence with an asterisk.
    private static String bare(String series) {
        return series.endsWith("*") ? series.substring(0, series.length() - 1) : series;
    }

    private static Bytes userData(String text) {
        try {
            return new Bytes(Base64.getMimeDecoder().decode(text));
        } catch (IllegalArgumentException _) {
            throw RefusedException.field("user_data", "This is not base64.");
        }
    }
}
