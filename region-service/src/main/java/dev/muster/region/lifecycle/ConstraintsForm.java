package dev.muster.region.lifecycle;

import dev.muster.model.node.MacAddress;
import dev.muster.region.api.Numbers;
import dev.muster.region.api.Parameters;
import dev.muster.region.node.Architectures;
import dev.muster.region.node.Nodes;
import dev.muster.region.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads the constraints of `acquire` out of a request.
@ApplicationScoped
class ConstraintsForm {
    private static final List<String> CONSTRAINTS = List.of(
            "name",
            "arch",
            "cpu_count",
            "mem",
            "tags",
            "not_tags",
            "connected_to",
            "not_connected_to",
            "networks",
            "not_networks",
            "zone",
            "not_in_zone");

    private final Nodes nodes;
    private final KnownNames known;

    ConstraintsForm(Nodes nodes, KnownNames known) {
        this.nodes = nodes;
        this.known = known;
    }

    /// @throws RefusedException naming the constraint
    Constraints read(Parameters form) {
        return new Constraints(
                form.text("name"),
                words(form, "arch").stream().map(ConstraintsForm::architecture).toList(),
                number(form, "cpu_count"),
                number(form, "mem"),
                tags(form, "tags"),
                tags(form, "not_tags"),
                macs(form, "connected_to"),
                macs(form, "not_connected_to"),
                networks(form, "networks"),
                networks(form, "not_networks"),
                form.text("zone").map(zone -> zone("zone", zone)),
                form.all("not_in_zone").stream()
                        .map(zone -> zone("not_in_zone", zone.strip()))
                        .collect(Collectors.toSet()));
    }

    /// What a caller is told whose constraints no free node meets.
    String complaint(Parameters form) {
        String given = CONSTRAINTS.stream()
                .filter(form::has)
                .map(name -> name + "=" + String.join(",", form.all(name)))
                .collect(Collectors.joining(" "));
        return given.isEmpty() ? "No node available." : "No available node matches constraints: " + given;
    }

    /// Repeated, or separated by commas or blanks.
    private static Set<String> words(Parameters form, String name) {
        return form.all(name).stream()
                .flatMap(value -> Arrays.stream(value.split("[,\\s]+")))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String architecture(String text) {
        if (Architectures.whole(text).isEmpty()) {
            throw RefusedException.field("arch", Architectures.complaint(text));
        }
        return text;
    }

    private static OptionalDouble number(Parameters form, String name) {
        return form.text(name)
                .map(text -> OptionalDouble.of(Numbers.positive(name, text)))
                .orElseGet(OptionalDouble::empty);
    }

    private Set<String> tags(Parameters form, String field) {
        Set<String> names = words(form, field);
        List<String> unknown = names.stream()
                .filter(name -> !known.tag(name))
                .map(name -> "'" + name + "'")
                .toList();
        if (!unknown.isEmpty()) {
            throw RefusedException.field(field, "No such tag(s): " + String.join(", ", unknown) + ".");
        }
        return names;
    }

    private static Set<MacAddress> macs(Parameters form, String field) {
        return words(form, field).stream()
                .map(text -> MacAddress.parse(text)
                        .orElseThrow(() -> RefusedException.field(field, "'" + text + "' is not a MAC address.")))
                .collect(Collectors.toSet());
    }

    private List<Set<Long>> networks(Parameters form, String field) {
        return words(form, field).stream()
                .map(text -> known.network(field, text))
                .toList();
    }

    private String zone(String field, String name) {
        if (!nodes.zoneExists(name)) {
            throw RefusedException.field(field, "No such zone: '" + name + "'.");
        }
        return name;
    }
}
