package dev.muster.region.api;

import dev.muster.region.caller.Role;
import dev.muster.region.refusal.RefusedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What can be done at one path of the API: a table from HTTP method and `op` to the code, and who may call it. It also
/// says what clients are told of the resource in `describe/`.
public final class Operations {
    private final String handler;
    private final PathTemplate path;
    private final String doc;
    private final List<Operation> operations = new ArrayList<>();

    private Operations(String handler, PathTemplate path, String doc) {
        this.handler = handler;
        this.path = path;
        this.doc = doc;
    }

    /// @param handler the name under which clients know the resource, `TagHandler`
    /// @param path below [Api#BASE], `tags/{name}/`
    /// @param doc what the resource is about, for clients
    public static Operations of(String handler, String path, String doc) {
        return new Operations(handler, new PathTemplate(path), doc);
    }

    /// An operation that is the HTTP method itself.
    public Operations on(Method method, Role role, Code code) {
        operations.add(new Operation(method, Optional.empty(), role, code, Doc.NONE, true));
        return this;
    }

    /// An operation with a name.
    public Operations on(Method method, String op, Role role, Code code) {
        operations.add(new Operation(method, Optional.of(op), role, code, Doc.NONE, true));
        return this;
    }

    /// Tells clients about the operation that was added last.
    ///
    /// @param parameters each as [Parameter#of] reads it; others are refused where anything is changed
    public Operations says(String about, String... parameters) {
        var all = Arrays.stream(parameters).map(Parameter::of).toList();
        Operation last = operations.removeLast();
        operations.add(last.with(new Doc(about, all, last.doc().answer())));
        return this;
    }

    /// What the operation that was added last answers; nothing where this is not said.
    public Operations answers(Shape answer) {
        Operation last = operations.removeLast();
        operations.add(last.with(new Doc(last.doc().text(), last.doc().parameters(), answer)));
        return this;
    }

    /// The answer of the operation that was added last has no end: a client that waits for the whole of it is not
    /// told of the operation.
    public Operations withoutEnd() {
        operations.add(operations.removeLast().endless());
        return this;
    }

    public String handler() {
        return handler;
    }

    PathTemplate path() {
        return path;
    }

    String doc() {
        return doc;
    }

    /// By method and name, in whatever order features have added theirs: what clients are told is the same on every
    /// replica.
    public List<Operation> all() {
        return operations.stream()
                .sorted(Comparator.comparing(Operation::method)
                        .thenComparing(operation -> operation.op().orElse("")))
                .toList();
    }

    Optional<Operation> find(Method method, Optional<String> op) {
        return operations.stream()
                .filter(operation ->
                        operation.method() == method && operation.op().equals(op))
                .findFirst();
    }

    /// Whether an operation has this name.
    boolean names(String op) {
        return !methods(op).isEmpty();
    }

    /// The HTTP methods that do anything here, sorted.
    SortedSet<String> methods() {
        return methods(_ -> true);
    }

    /// The HTTP methods that this name goes with, sorted.
    SortedSet<String> methods(String op) {
        return methods(operation -> operation.op().equals(Optional.of(op)));
    }

    private SortedSet<String> methods(Predicate<Operation> which) {
        return operations.stream()
                .filter(which)
                .map(operation -> operation.method().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// What there is, for who asked for something else: `GET op=list, POST op=new, DELETE`.
    String signatures() {
        return all().stream()
                .map(one ->
                        one.method().name() + one.op().map(op -> " op=" + op).orElse(""))
                .collect(Collectors.joining(", "));
    }

    boolean admitsAnonymous() {
        return operations.stream().anyMatch(operation -> operation.role() == Role.ANONYMOUS);
    }

    /// HTTP methods of the API.
    public enum Method {
        GET,
        POST,
        PUT,
        DELETE
    }

    /// The code behind an operation.
    @FunctionalInterface
    public interface Code {
        Answer answer(ApiCall call);
    }

    /// @param op empty where the HTTP method says it all
    /// @param ends whether its answer has an end
    public record Operation(Method method, Optional<String> op, Role role, Code code, Doc doc, boolean ends) {
        /// What any operation may be sent: `op` itself, and what MAAS's clients ask all answers to be.
        private static final Set<String> EVERYWHERE = Set.of("op", "format");

        Operation with(Doc other) {
            return new Operation(method, op, role, code, other, ends);
        }

        Operation endless() {
            return new Operation(method, op, role, code, doc, false);
        }

        /// Its name, or what its HTTP method does.
        String verb() {
            return op.orElseGet(() -> switch (method) {
                case GET -> "read";
                case POST -> "create";
                case PUT -> "update";
                case DELETE -> "delete";
            });
        }

        boolean takes(String field) {
            return EVERYWHERE.contains(field) || doc.parameters().stream().anyMatch(one -> one.takes(field));
        }

        /// Refuses fields that nobody would read: who sends one believes that something has been changed which has
        /// not. GET is not held to it, and neither is DELETE, into whose body old clients put their parameters.
        void checkFields(Set<String> fields) {
            if (method == Method.GET || method == Method.DELETE) {
                return;
            }
            var unknown = new TreeMap<String, List<String>>();
            fields.stream()
                    .filter(field -> !field.isEmpty() && !takes(field))
                    .forEach(field -> unknown.put(field, List.of("There is no such field here. " + known())));
            if (!unknown.isEmpty()) {
                throw RefusedException.fields(unknown);
            }
        }

        private String known() {
            return doc.parameters().isEmpty()
                    ? "There is none."
                    : "There are: "
                            + doc.parameters().stream().map(Parameter::name).collect(Collectors.joining(", ")) + ".";
        }
    }

    /// What clients are told of an operation.
    public record Doc(String text, List<Parameter> parameters, Shape answer) {
        static final Doc NONE = new Doc("", List.of(), Shape.nothing());

        public Doc {
            parameters = List.copyOf(parameters);
        }
    }
}
