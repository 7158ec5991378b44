package dev.muster.region.preseed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A text with `{{name}}` where values go in, or `{{name|shell}}`, `{{name|yaml}}` and `{{name|json}}` where they are
/// quoted: see [Quoting].
///
/// A value of many lines takes the indentation of its place on each of them, so that a script fits into a
/// YAML block.
record Template(String name, String text) {
    private static final Pattern PLACE = Pattern.compile("(?m)(^[ ]*)?\\{\\{([^}|]*)(?:\\|([^}]*))?}}");

    /// Reads a template from the class path.
    ///
    /// @param path from the root of the class path, no slash in front
    static Template load(String path) {
        return new Template(path, resource(path));
    }

    /// Reads a template whose values are known beforehand.
    ///
    /// @throws IllegalStateException as [#checked]: the start fails, not a machine
    static Template load(String path, Set<String> names) {
        return load(path).checked(names);
    }

    /// @throws IllegalStateException naming a place that none of `names` fills, or whose quoting there is not
    Template checked(Set<String> names) {
        PLACE.matcher(text).results().forEach(place -> {
            if (!names.contains(place.group(2))) {
                throw new IllegalStateException("%s: nobody gives a value for {{%s}}. There are: %s"
                        .formatted(
                                name,
                                place.group(2),
                                String.join(", ", names.stream().sorted().toList())));
            }
            if (place.group(3) != null && Quoting.named(place.group(3)).isEmpty()) {
                throw new IllegalStateException("%s: {{%s|%s}} is not quoted by shell, yaml or json"
                        .formatted(name, place.group(2), place.group(3)));
            }
        });
        return this;
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

    /// @throws IllegalArgumentException naming the place that no value is given for, or one to be quoted whose value is
    ///     more than a line
    String render(Map<String, String> values) {
        var rendered = new StringBuilder(text.length() * 2);
        var matcher = PLACE.matcher(text);
        while (matcher.find()) {
            String value = values.get(matcher.group(2));
            if (value == null) {
                throw new IllegalArgumentException(name + ": no value for {{" + matcher.group(2) + "}}");
            }
            String indent = matcher.group(1) == null ? "" : matcher.group(1);
            String quoted = quoted(matcher.group(2), value, matcher.group(3));
            matcher.appendReplacement(rendered, Matcher.quoteReplacement(indented(quoted, indent)));
        }
        return matcher.appendTail(rendered).toString();
    }

    private static String quoted(String name, String value, @Nullable String quoting) {
        return quoting == null ? value : Quoting.named(quoting).orElseThrow().quoted(name, value);
    }

    private static String indented(String value, String indent) {
        return value.stripTrailing()
                .lines()
                .map(line -> line.isEmpty() ? "" : indent + line)
                .reduce("", (above, line) -> above.isEmpty() ? line : above + "\n" + line);
    }
}
