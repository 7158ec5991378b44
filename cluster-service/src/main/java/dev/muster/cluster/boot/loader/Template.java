package dev.muster.cluster.boot.loader;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text with `{{name}}` places. A place without a value, or a value without a place, is an error of ours and
/// fails.
public record Template(String text, Map<String, String> values) {
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z_0-9]+)}}");

    public Template(String text) {
        this(text, Map.of());
    }

    public Template {
        values = Map.copyOf(values);
    }

    public Template with(String name, String value) {
        if (!text.contains("{{" + name + "}}")) {
            throw new IllegalStateException("the template has no place for " + name);
        }
        var more = new HashMap<>(values);
        more.put(name, value);
        return new Template(text, more);
    }

    public String fill() {
        return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(value(place.group(1))));
    }

    /// Without the values, which may be secret.
    @Override
    public String toString() {
        return text;
    }

    private String value(String name) {
        var value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("the template's " + name + " has no value");
        }
        return value;
    }
}
