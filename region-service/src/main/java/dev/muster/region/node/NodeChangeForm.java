package dev.muster.region.node;

import dev.muster.region.api.ApiException;
import dev.muster.region.api.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads a change of a node out of a request.
@ApplicationScoped
class NodeChangeForm {
    private static final String POWER = "power_parameters_";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}|");

    private final Nodes nodes;

    NodeChangeForm(Nodes nodes) {
        this.nodes = nodes;
    }

    /// @param admin whether the caller may change what the node is and how it is powered; from others those fields
    ///     are not read
    NodeChange read(Parameters form, boolean admin, Node node) {
        var change = new NodeChange(
                form.text("hostname").map(text -> hostname(text, node)),
                form.text("architecture").map(NodeChangeForm::architecture),
                admin ? form.first("power_type").map(NodeChangeForm::powerType) : Optional.empty(),
                admin ? power(form) : Map.of(),
                admin ? form.text("zone").map(this::zone) : Optional.empty(),
                settings(form, admin));
        PowerForm.check(form, change, node, nodes.powerParameters(node.systemId()));
        return change;
    }

    private static NodeChange.Settings settings(Parameters form, boolean admin) {
        return new NodeChange.Settings(
                form.first("osystem").map(text -> name("osystem", text)),
                form.first("distro_series").map(text -> name("distro_series", text)),
                form.text("disable_ipv4").map(text -> Truth.of("disable_ipv4", text)),
                form.text("boot_type").map(NodeChangeForm::bootType),
                form.text("erase_on_release").map(text -> Truth.of("erase_on_release", text)),
                admin ? form.text("cpu_count").map(text -> (int) number("cpu_count", text, Integer.MAX_VALUE)) : none(),
                admin ? form.text("memory").map(text -> (int) number("memory", text, Integer.MAX_VALUE)) : none(),
                admin ? form.text("storage").map(text -> number("storage", text, Long.MAX_VALUE)) : none());
    }

    private static <T> Optional<T> none() {
        return Optional.empty();
    }

    private static Map<String, String> power(Parameters form) {
        var power = new HashMap<String, String>();
        form.names().stream()
                .filter(name -> name.startsWith(POWER) && !name.equals(POWER + "skip_check"))
                .forEach(name -> power.put(
                        name.substring(POWER.length()), form.first(name).orElse("")));
        return power;
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

    private String zone(String name) {
        if (!nodes.zoneExists(name)) {
            throw ApiException.field("zone", "There is no zone of this name.");
        }
        return name;
    }

    private static BootType bootType(String text) {
        return BootType.of(text).orElseThrow(() -> ApiException.field("boot_type", "'fastpath' or 'di' is expected."));
    }

    private static String name(String field, String text) {
        if (!NAME.matcher(text.strip()).matches()) {
            throw ApiException.field(field, "'" + text + "' is not a name of letters, digits, '.', '_' and '-'.");
        }
        return text.strip();
    }

    private static long number(String field, String text, long most) {
        try {
            long number = Long.parseLong(text);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw ApiException.field(field, "Enter a whole number from 0 to " + most + ".");
    }
}
