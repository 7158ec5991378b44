package dev.muster.region.tags;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jaxen.UnresolvableException;
import org.jaxen.XPathFunctionContext;
import org.jaxen.expr.BinaryExpr;
import org.jaxen.expr.Expr;
import org.jaxen.expr.FilterExpr;
import org.jaxen.expr.FunctionCallExpr;
import org.jaxen.expr.LiteralExpr;
import org.jaxen.expr.LocationPath;
import org.jaxen.expr.NameStep;
import org.jaxen.expr.NumberExpr;
import org.jaxen.expr.PathExpr;
import org.jaxen.expr.Predicate;
import org.jaxen.expr.Predicated;
import org.jaxen.expr.Step;
import org.jaxen.expr.UnaryExpr;
import org.jaxen.expr.UnionExpr;
import org.jaxen.expr.VariableReferenceExpr;
import org.jspecify.annotations.Nullable;

/// What is wrong with an expression that is well-formed, also where no document would lead the evaluation: names
/// that nothing resolves, and arguments of a wrong type (XPath 1.0, section 3.2 and section 4).
final class XPathComplaints {
    /// Core functions whose argument is a node-set; nothing converts to one.
    private static final Set<String> OF_NODES = Set.of("count", "sum", "local-name", "name", "namespace-uri");

    private static final XPathFunctionContext FUNCTIONS = new XPathFunctionContext(false);

    private XPathComplaints() {}

    /// The first thing that is wrong; empty if nothing.
    static Optional<String> of(Expr expression) {
        return in(expression).findFirst();
    }

    private static Stream<String> in(@Nullable Expr expression) {
        return switch (expression) {
            case null -> Stream.empty();
            case FunctionCallExpr call ->
                Stream.concat(function(call), parameters(call).flatMap(XPathComplaints::in));
            case VariableReferenceExpr variable ->
                Stream.of("There are no variables: $" + name(variable.getPrefix(), variable.getVariableName()) + ".");
            case BinaryExpr binary -> Stream.concat(in(binary.getLHS()), in(binary.getRHS()));
            case UnaryExpr unary -> in(unary.getExpr());
            case FilterExpr filter -> Stream.concat(in(filter.getExpr()), predicates(filter));
            case PathExpr path -> Stream.concat(in(path.getFilterExpr()), in(path.getLocationPath()));
            case LocationPath path -> steps(path).flatMap(XPathComplaints::step);
            default -> Stream.empty();
        };
    }

    private static Stream<String> step(Step step) {
        Stream<String> prefix =
                step instanceof NameStep name && !name.getPrefix().isEmpty()
                        ? Stream.of("There are no namespaces: " + name(name.getPrefix(), name.getLocalName()) + ".")
                        : Stream.empty();
        return Stream.concat(prefix, predicates(step));
    }

    private static Stream<String> predicates(Predicated of) {
        return ((List<?>) of.getPredicates())
                .stream().map(Predicate.class::cast).flatMap(one -> in(one.getExpr()));
    }

    private static Stream<Step> steps(LocationPath path) {
        return ((List<?>) path.getSteps()).stream().map(Step.class::cast);
    }

    private static Stream<Expr> parameters(FunctionCallExpr call) {
        return ((List<?>) call.getParameters()).stream().map(Expr.class::cast);
    }

    private static Stream<String> function(FunctionCallExpr call) {
        String name = name(call.getPrefix(), call.getFunctionName());
        if (!call.getPrefix().isEmpty() || !isKnown(call.getFunctionName())) {
            return Stream.of("There is no function " + name + "().");
        }
        return OF_NODES.contains(name) && parameters(call).anyMatch(argument -> !canBeNodes(argument))
                ? Stream.of("The function " + name + "() takes a node-set.")
                : Stream.empty();
    }

    private static boolean isKnown(String function) {
        try {
            FUNCTIONS.getFunction(null, null, function);
            return true;
        } catch (UnresolvableException _) {
            return false;
        }
    }

    private static boolean canBeNodes(Expr expression) {
        return switch (expression) {
            case LiteralExpr _, NumberExpr _, UnaryExpr _ -> false;
            case UnionExpr _ -> true;
            case BinaryExpr _ -> false;
            case FunctionCallExpr call -> call.getFunctionName().equals("id");
            case FilterExpr filter -> canBeNodes(filter.getExpr());
            default -> true;
        };
    }

    private static String name(String prefix, String local) {
        return prefix.isEmpty() ? local : prefix + ":" + local;
    }
}
