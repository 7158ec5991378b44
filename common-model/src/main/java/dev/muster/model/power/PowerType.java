package dev.muster.model.power;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.muster.model.node.MacAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// One way to switch a machine on and off, and the parameters that it needs.
///
/// @param queryable whether it can tell if a machine is on
public record PowerType(
        String name, String description, @JsonIgnore boolean queryable, List<PowerField> fields) {
    private static final int LONGEST = 2048;

    public PowerType {
        fields = List.copyOf(fields);
    }

    public Optional<PowerField> field(String wanted) {
        return fields.stream().filter(field -> field.name().equals(wanted)).findFirst();
    }

    /// The value of a parameter, its default where it is not set; empty text if it has none.
    public String value(Map<String, String> parameters, String wanted) {
        String given = parameters.getOrDefault(wanted, "");
        return given.isEmpty() ? field(wanted).map(PowerField::defaultValue).orElse("") : given;
    }

    /// The values among the parameters that must never be shown.
    public Set<String> secrets(Map<String, String> parameters) {
        return fields.stream()
                .filter(PowerField::secret)
                .map(field -> parameters.getOrDefault(field.name(), ""))
                .filter(value -> !value.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// What is wrong with the parameters, by field name; the texts quote no value.
    public Map<String, String> complaints(Map<String, String> parameters) {
        var complaints = new LinkedHashMap<String, String>();
        fields.stream()
                .filter(field ->
                        field.required() && value(parameters, field.name()).isBlank())
                .forEach(field -> complaints.put(field.name(), "This field is required for power type " + name + "."));
        parameters.forEach((given, value) -> field(given)
                .map(field -> complaint(field, value))
                .orElse(Optional.of("Power type " + name + " has no such parameter."))
                .ifPresent(complaint -> complaints.putIfAbsent(given, complaint)));
        return complaints;
    }

    private static Optional<String> complaint(PowerField field, String value) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.length() > LONGEST) {
            return Optional.of("At most " + LONGEST + " characters.");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("Control characters are not allowed.");
        }
        return switch (field.fieldType()) {
            case PowerField.MAC ->
                MacAddress.parse(value).filter(MacAddress::isCard).isPresent()
                        ? Optional.empty()
                        : Optional.of("This is not the MAC address of a card.");
            case PowerField.CHOICE -> field.offers(value) ? Optional.empty() : Optional.of(choices(field));
            default -> Optional.empty();
        };
    }

    private static String choices(PowerField field) {
        return "One of: "
                + field.choices().stream()
                        .map(List::getFirst)
                        .filter(choice -> !choice.isEmpty())
                        .collect(Collectors.joining(", "))
                + ".";
    }
}
