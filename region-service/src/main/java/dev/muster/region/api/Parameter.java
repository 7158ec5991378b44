package dev.muster.region.api;

import java.util.List;

/// A parameter of an operation, as clients are told of it.
///
/// @param name a last `*` stands for anything: `power_parameters_*`
/// @param required whether the operation is refused without it
/// @param about what it is, on one line
public record Parameter(String name, Type type, boolean required, String about) {
    private static final String REQUIRED = "required";

    /// What a parameter's value is.
    public enum Type {
        TEXT(""),
        INTEGER("int"),
        BOOLEAN("bool"),
        /// Texts: the parameter is repeated.
        LIST("list"),
        FILE("file");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        private static Type of(String word) {
            for (Type type : values()) {
                if (type != TEXT && type.word.equals(word)) {
                    return type;
                }
            }
            throw new IllegalArgumentException("'" + word + "' is not a type of a parameter");
        }
    }

    /// Reads `name: what it is`. Behind the name may stand what it is read as, and that it has to be there:
    /// `cpu_count int: threads`, `nodes list required: system_id of a node`.
    static Parameter of(String text) {
        int colon = text.indexOf(": ");
        if (colon < 1) {
            throw new IllegalArgumentException("'" + text + "' is not 'name: what it is'");
        }
        List<String> head = List.of(text.substring(0, colon).split(" "));
        Type type = head.stream()
                .skip(1)
                .filter(word -> !word.equals(REQUIRED))
                .findFirst()
                .map(Type::of)
                .orElse(Type.TEXT);
        return new Parameter(head.getFirst(), type, head.contains(REQUIRED), text.substring(colon + 2));
    }

    /// Whether a field of this name is this parameter.
    boolean takes(String field) {
        return isPattern() ? field.startsWith(name.substring(0, name.length() - 1)) : field.equals(name);
    }

    boolean isPattern() {
        return name.endsWith("*");
    }
}
