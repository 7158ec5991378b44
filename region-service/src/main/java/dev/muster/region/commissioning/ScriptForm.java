package dev.muster.region.commissioning;

import dev.muster.region.api.Parameters;
import dev.muster.region.api.Part;
import dev.muster.region.refusal.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads a commissioning script out of a request.
final class ScriptForm {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");

    private ScriptForm() {}

    static String name(Parameters form) {
        String name = form.text("name").orElseThrow(() -> RefusedException.invalid("No provided name!"));
        if (!NAME.matcher(name).matches()) {
            throw RefusedException.field(
                    "name",
                    "A name has 1 to 100 letters, digits, dots, hyphens and underscores, no dot or hyphen first.");
        }
        if (BuiltInScript.isBuiltIn(name)) {
            throw RefusedException.field("name", "A built-in script has this name.");
        }
        return name;
    }

    /// An uploaded file, or a field of text.
    static byte[] content(Parameters form) {
        Optional<byte[]> file = form.files().stream()
                .filter(part -> part.name().equals("content"))
                .map(Part::content)
                .findFirst();
        return file.or(() -> form.first("content").map(text -> text.getBytes(StandardCharsets.UTF_8)))
                .orElseThrow(() -> RefusedException.invalid("No provided content!"));
    }
}
