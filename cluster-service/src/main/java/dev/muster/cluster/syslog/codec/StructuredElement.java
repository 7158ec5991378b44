package dev.muster.cluster.syslog.codec;

import java.util.List;

/// One SD-ELEMENT of RFC 5424 6.3. A name may occur more than once.
public record StructuredElement(String id, List<Parameter> parameters) {
    public StructuredElement {
        parameters = List.copyOf(parameters);
    }

    /// @param value unescaped
    public record Parameter(String name, String value) {}

    /// As on the wire: `[id name="value"]`.
    @Override
    public String toString() {
        var text = new StringBuilder("[").append(id);
        for (Parameter parameter : parameters) {
            text.append(' ').append(parameter.name).append("=\"");
            for (char c : parameter.value.toCharArray()) {
                text.append(c == '"' || c == '\\' || c == ']' ? "\\" : "").append(c);
            }
            text.append('"');
        }
        return text.append(']').toString();
    }
}
