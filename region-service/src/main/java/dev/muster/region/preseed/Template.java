package dev.muster.region.preseed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text with `{{name}}` where values go in.
///
/// A value of many lines takes the indentation of its place on each of them, so that a script fits into a
/// YAML block.
record Template(String name, String text) {
    private static final Pattern PLACE = Pattern.compile("(?m)(^[ ]*)?\\{\\{([a-z_-]+)}}");

    /// Reads a template from the class path.
    ///
    /// @param path from the root of the class path, no slash in front
    static Template load(String path) {
        return new Template(path, resource(path));
    }

    /// Reads a template whose values are known beforehand.
    ///
    /// @throws IllegalStateException naming a place that none of `names` fills, so that the start fails, not a
    ///     machine
    static Template load(String path, Set<String> names) {
        var template = load(path);
        PLACE.matcher(template.text).results().map(place -> place.group(2)).forEach(name -> {
            if (!names.contains(name)) {
                throw new IllegalStateException(path + ": nobody gives a value for {{" + name + "}}");
            }
        });
        return template;
    }

    static String resource(String path) {
        try (var stream = Template.class.getResourceAsStream("/" + path)) {
            if (stream == null) {
                throw new IllegalStateException("no such resource: " + path);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + path, e);
        }
    }

    /// @throws IllegalArgumentException naming the place that no value is given for
    String render(Map<String, String> values) {
        var rendered = new StringBuilder(text.length() * 2);
        var matcher = PLACE.matcher(text);
        while (matcher.find()) {
            String value = values.get(matcher.group(2));
            if (value == null) {
                throw new IllegalArgumentException(name + ": no value for {{" + matcher.group(2) + "}}");
            }
            String indent = matcher.group(1) == null ? "" : matcher.group(1);
            matcher.appendReplacement(rendered, Matcher.quoteReplacement(indented(value, indent)));
        }
        return matcher.appendTail(rendered).toString();
    }

    private static String indented(String value, String indent) {
        return value.stripTrailing()
                .lines()
                .map(line -> line.isEmpty() ? "" : indent + line)
                .reduce("", (above, line) -> above.isEmpty() ? line : above + "\n" + line);
    }
}
