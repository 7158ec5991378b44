package dev.muster.region.preseed;

import io.quarkus.qute.TemplateNode.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The text of a template and where in it something stands.
///
/// Qute takes some texts for something else than they were written for and says nothing. What it would let pass is
/// refused here.
final class TemplateSource {
    private static final Pattern TOKEN = Pattern.compile("""
            (?sx) \\{\\| .*? \\|} | \\{! .*? !}   # text that is left as it is; a comment
            | (?<escape> \\\\ . )
            | (?<older> \\{\\{ (?: [^{}\\n]* }} )? )
            | \\{ [\\#/@\\w] [^}]* }              # an expression or a section
            | (?<line> \\r\\n | [\\r\\n] )""");

    private final String name;
    private final String text;

    TemplateSource(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /// @throws IllegalStateException naming file and line of what is not meant as Qute would read it
    void check() {
        TOKEN.matcher(text).results().forEach(token -> {
            if (token.group("older") != null) {
                throw fault(
                        token,
                        "%s is the syntax of older versions: {{name}} is written {name} now, and {{name|yaml}}"
                                + " {name.yaml}. Braces of the document itself are written \\{\\{");
            }
            if ("\\}".equals(token.group("escape"))) {
                throw fault(token, "%s would lose its backslash: write } for a brace, {|\\}|} for both");
            }
        });
    }

    private IllegalStateException fault(MatchResult token, String complaint) {
        return fault(token.start(), complaint.formatted(token.group()));
    }

    /// @param origin as Qute has it
    IllegalStateException fault(Origin origin, String complaint) {
        return fault(offset(origin), complaint);
    }

    private IllegalStateException fault(int offset, String complaint) {
        long line = 1 + text.substring(0, offset).chars().filter(c -> c == '\n').count();
        return new IllegalStateException("%s:%d: %s".formatted(name, line, complaint));
    }

    /// Qute's lines are not those of the text: it counts no line break after a backslash, within a comment, within an
    /// expression.
    private int offset(Origin origin) {
        var starts = new ArrayList<>(List.of(0));
        TOKEN.matcher(text)
                .results()
                .filter(token -> token.group("line") != null)
                .forEach(token -> starts.add(token.end()));
        int line = Math.clamp(origin.getLine(), 1, starts.size());
        return Math.clamp(starts.get(line - 1) + origin.getLineCharacterStart() - 1, 0, text.length());
    }
}
