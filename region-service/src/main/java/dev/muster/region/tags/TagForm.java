package dev.muster.region.tags;

import dev.muster.region.api.Parameters;
import dev.muster.region.refusal.RefusedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads a tag out of a request. All wrong fields are named in one answer.
final class TagForm {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}");
    private static final Pattern ONE_LINE = Pattern.compile("[\\x20-\\x7e]*");

    private static final int LONGEST = 10_000;

    /// The longest kernel command line on amd64 (COMMAND_LINE_SIZE).
    private static final int LONGEST_OPTIONS = 2_048;

    private final TagRebuild rebuild;

    TagForm(TagRebuild rebuild) {
        this.rebuild = rebuild;
    }

    /// @param known what stays where the form says nothing
    Tag read(Parameters form, Tag known) {
        var tag = new Tag(
                form.first("name").map(String::strip).orElse(known.name()),
                form.first("comment").orElse(known.comment()),
                form.first("definition").map(String::strip).orElse(known.definition()),
                form.first("kernel_opts").map(String::strip).orElse(known.kernelOpts()));
        var errors = errors(tag);
        if (!errors.isEmpty()) {
            throw RefusedException.fields(errors);
        }
        return tag;
    }

    private Map<String, List<String>> errors(Tag tag) {
        var errors = new LinkedHashMap<String, List<String>>();
        if (tag.name().isEmpty()) {
            errors.put("name", List.of("This field is required."));
        } else if (!NAME.matcher(tag.name()).matches()) {
            errors.put("name", List.of("Letters, digits, hyphens and underscores are expected, at most 256."));
        }
        bounded(errors, "comment", tag.comment(), LONGEST);
        bounded(errors, "kernel_opts", tag.kernelOpts(), LONGEST_OPTIONS);
        bounded(errors, "definition", tag.definition(), LONGEST);
        if (errors.containsKey("definition")) {
            return errors;
        }
        rebuild.complaint(tag.definition()).ifPresent(text -> errors.put("definition", List.of(text)));
        if (!ONE_LINE.matcher(tag.kernelOpts()).matches()) {
            errors.put("kernel_opts", List.of("One line of printable ASCII is expected."));
        }
        return errors;
    }

    private static void bounded(Map<String, List<String>> errors, String field, String text, int longest) {
        if (text.length() > longest) {
            errors.put(field, List.of("At most " + longest + " characters are expected."));
        }
    }
}
