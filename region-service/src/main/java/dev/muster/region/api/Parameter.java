package dev.muster.region.api;

/// A parameter of an operation, as clients are told of it.
///
/// @param name a last `*` stands for anything: `power_parameters_*`
/// @param about what it is, on one line
public record Parameter(String name, String about) {
    /// Reads `name: what it is`.
    static Parameter of(String text) {
        int colon = text.indexOf(": ");
        if (colon < 1) {
            throw new IllegalArgumentException("'" + text + "' is not 'name: what it is'");
        }
        return new Parameter(text.substring(0, colon), text.substring(colon + 2));
    }

    /// Whether a field of this name is this parameter.
    boolean takes(String field) {
        return name.endsWith("*") ? field.startsWith(name.substring(0, name.length() - 1)) : field.equals(name);
    }
}
