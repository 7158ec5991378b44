package dev.muster.model.power;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;

/// One parameter of a [PowerType], in the spelling of MAAS's `describe_power_types`.
///
/// @param fieldType `string`, `mac_address`, `choice`, `password`
/// @param choices pairs of value and label; empty unless it is a choice
/// @param defaultValue used where nothing is set
public record PowerField(
        String name,
        String label,
        boolean required,
        @JsonProperty("field_type") String fieldType,
        List<List<String>> choices,
        @JsonProperty("default") String defaultValue) {
    static final String STRING = "string";
    static final String MAC = "mac_address";
    static final String CHOICE = "choice";
    static final String PASSWORD = "password";

    public PowerField {
        choices = List.copyOf(choices);
    }

    static PowerField text(String name, String label) {
        return new PowerField(name, label, false, STRING, List.of(), "");
    }

    static PowerField mac(String name, String label) {
        return new PowerField(name, label, false, MAC, List.of(), "");
    }

    static PowerField password(String name, String label) {
        return new PowerField(name, label, false, PASSWORD, List.of(), "");
    }

    /// @param pairs value, label, value, label, …; the first value is the default
    static PowerField choice(String name, String label, String... pairs) {
        var choices = new ArrayList<List<String>>();
        for (int at = 0; at < pairs.length; at += 2) {
            choices.add(List.of(pairs[at], pairs[at + 1]));
        }
        return new PowerField(name, label, false, CHOICE, choices, pairs[0]);
    }

    PowerField needed() {
        return new PowerField(name, label, true, fieldType, choices, defaultValue);
    }

    PowerField defaulting(String value) {
        return new PowerField(name, label, required, fieldType, choices, value);
    }

    /// Whether nobody but the driver may see it.
    @JsonIgnore
    public boolean secret() {
        return fieldType.equals(PASSWORD);
    }

    boolean offers(String value) {
        return choices.stream().anyMatch(choice -> choice.getFirst().equals(value));
    }
}
