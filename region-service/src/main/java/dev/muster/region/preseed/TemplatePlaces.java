package dev.muster.region.preseed;

import io.quarkus.qute.Expression;
import io.quarkus.qute.ResultMapper;
import io.quarkus.qute.SectionBlock;
import io.quarkus.qute.SectionNode;
import io.quarkus.qute.TemplateNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Fits a value into its place: quoted as the expression says, and each of its lines indented as the first one is.
final class TemplatePlaces implements ResultMapper {
    private static final Pattern INDENT = Pattern.compile("(?:^|[\\r\\n])( *)$");
    private static final Pattern NEXT_LINE = Pattern.compile("\\n(?=[^\\n])");

    /// By the id of the expression.
    private final Map<Integer, String> indents = new HashMap<>();

    /// Learns where the expressions stand. Once, and before anything is rendered.
    void learn(SectionNode section) {
        section.getBlocks().forEach(this::learn);
    }

    private void learn(SectionBlock block) {
        TemplateNode.Kind kind = TemplateNode.Kind.TEXT;
        String before = "";
        for (TemplateNode node : block.nodes) {
            switch (node.kind()) {
                case SECTION -> learn(node.asSection());
                case EXPRESSION -> {
                    var indent = INDENT.matcher(before);
                    indents.put(
                            node.getExpressions().getFirst().getGeneratedId(), indent.find() ? indent.group(1) : "");
                }
                case TEXT, PARAM_DECLARATION -> {}
            }
            // behind another value no line begins
            String text = node.isText() ? node.asText().getValue() : "";
            before = kind == TemplateNode.Kind.EXPRESSION ? "-" + text : text;
            kind = node.kind();
        }
    }

    /// @throws IllegalArgumentException naming the value, if it is to be quoted and is more than a line
    @Override
    public String map(Object result, Expression expression) {
        List<Expression.Part> parts = expression.getParts();
        String value = result.toString();
        String quoted = parts.size() == 1
                ? value
                : Quoting.named(parts.getLast().getName())
                        .orElseThrow()
                        .quoted(parts.getFirst().getName(), value);
        return indented(quoted, indents.getOrDefault(expression.getGeneratedId(), ""));
    }

    private static String indented(String value, String indent) {
        return NEXT_LINE.matcher(value.stripTrailing()).replaceAll("\n" + indent);
    }
}
