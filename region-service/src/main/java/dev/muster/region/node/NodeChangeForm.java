package dev.muster.region.node;

import dev.muster.region.api.ApiException;
import dev.muster.region.api.Parameters;
import java.util.HashMap;
import java.util.Optional;

/// Reads a change of a node out of a request.
final class NodeChangeForm {
    private static final String POWER = "power_parameters_";

    private NodeChangeForm() {}

    /// @param admin whether the caller may change how the node is powered; from others those fields are not read
    static NodeChange read(Parameters form, boolean admin, Node node) {
        var power = new HashMap<String, String>();
        if (admin) {
            form.names().stream()
                    .filter(name -> name.startsWith(POWER) && !name.equals(POWER + "skip_check"))
                    .forEach(name -> power.put(
                            name.substring(POWER.length()), form.first(name).orElse("")));
        }
        return new NodeChange(
                form.text("hostname").map(text -> hostname(text, node)),
                form.text("architecture").map(NodeChangeForm::architecture),
                admin ? form.first("power_type").map(NodeChangeForm::powerType) : Optional.empty(),
                power);
    }

    /// A name without a domain keeps the domain that the node has.
    private static String hostname(String text, Node node) {
        String name =
                Hostnames.normalised(text).orElseThrow(() -> ApiException.field("hostname", Hostnames.complaint(text)));
        return name.contains(".")
                ? name
                : name + node.hostname().substring(node.shortName().length());
    }

    private static String architecture(String text) {
        return Architectures.whole(text)
                .orElseThrow(() -> ApiException.field("architecture", Architectures.complaint(text)));
    }

    private static String powerType(String text) {
        if (!PowerTypes.known(text)) {
            throw ApiException.badRequest("Bad power_type '" + text + "'");
        }
        return text;
    }
}
