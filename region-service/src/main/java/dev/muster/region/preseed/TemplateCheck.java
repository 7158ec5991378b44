package dev.muster.region.preseed;

import io.quarkus.qute.Expression;
import io.quarkus.qute.LoopSectionHelper;
import io.quarkus.qute.SectionBlock;
import io.quarkus.qute.SectionNode;
import io.quarkus.qute.TemplateNode;
import java.util.List;

/// Sees, before a template is used, that each of its expressions has a value in every branch, and that nothing is taken
/// for an expression which belongs to the document: braces are as common in shell, YAML and regular expressions as
/// they are in Qute.
final class TemplateCheck {
    private static final String LIST = "|java.util.List<";

    private final TemplateSource source;
    private final TemplateNames names;

    TemplateCheck(TemplateSource source, TemplateNames names) {
        this.source = source;
        this.names = names;
    }

    /// @throws IllegalStateException naming file, line and expression
    void check(SectionNode section) {
        section.getBlocks().forEach(this::check);
    }

    private void check(SectionBlock block) {
        block.expressions.values().forEach(this::condition);
        String before = "";
        for (TemplateNode node : block.nodes) {
            switch (node.kind()) {
                case SECTION -> check(node.asSection());
                case EXPRESSION -> place(node.getExpressions().getFirst(), before);
                case PARAM_DECLARATION -> declaration(node);
                case TEXT -> {}
            }
            before = node.isText() ? node.asText().getValue() : "";
        }
    }

    /// What stands for a value of the document.
    private void place(Expression expression, String before) {
        if (expression.isLiteral()) {
            throw fault(expression, "{%s} is no value: as a part of the document it is written \\{%1$s}");
        }
        if (before.endsWith("$")) {
            throw fault(expression, "${%s} is written $\\{%1$s} if it is the shell's");
        }
        known(expression);
        if (isList(expression)) {
            throw fault(expression, "{%s} is a list: {#for one in %1$s}{one.yaml}{/for}");
        }
    }

    /// What is compared, or looped over.
    private void condition(Expression expression) {
        if (expression.isLiteral()) {
            return;
        }
        known(expression);
        String type = String.valueOf(expression.getParts().getLast().getTypeInfo());
        if (type.endsWith(LoopSectionHelper.Factory.HINT_ELEMENT) && !isList(expression)) {
            throw fault(expression, "%s is no list");
        }
    }

    private void known(Expression expression) {
        List<Expression.Part> parts = expression.getParts();
        if (expression.hasNamespace() || !expression.hasTypeInfo()) {
            throw fault(
                    expression,
                    "nobody gives a value for {%s}. There are: " + names
                            + ". A brace of the document itself is written \\{");
        }
        if (parts.size() > 1 && (parts.size() > 2 || isList(expression) || !Quoting.isNamed(parts.get(1)))) {
            throw fault(expression, "{%s} is not quoted by shell, yaml or json");
        }
    }

    private void declaration(TemplateNode node) {
        if (!node.getOrigin().isSynthetic()) {
            throw source.fault(node.getOrigin(), "{@…} declares no values here. There are: " + names);
        }
    }

    private static boolean isList(Expression expression) {
        return String.valueOf(expression.getParts().getFirst().getTypeInfo()).startsWith(LIST);
    }

    private IllegalStateException fault(Expression expression, String complaint) {
        return source.fault(expression.getOrigin(), complaint.formatted(expression.toOriginalString()));
    }
}
