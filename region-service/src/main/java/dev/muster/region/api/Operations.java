package dev.muster.region.api;

import dev.muster.region.auth.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
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
        operations.add(new Operation(method, Optional.empty(), role, code, Doc.NONE));
        return this;
    }

    /// An operation with a name.
    public Operations on(Method method, String op, Role role, Code code) {
        operations.add(new Operation(method, Optional.of(op), role, code, Doc.NONE));
        return this;
    }

    /// Tells clients about the operation that was added last.
    ///
    /// @param parameters each `name: what it is`; clients send no other
    public Operations says(String about, String... parameters) {
        operations.add(operations.removeLast().with(new Doc(about, List.of(parameters))));
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

    public List<Operation> all() {
        return List.copyOf(operations);
    }

    Optional<Operation> find(Method method, Optional<String> op) {
        return operations.stream()
                .filter(operation ->
                        operation.method() == method && operation.op().equals(op))
                .findFirst();
    }

    /// The HTTP methods that do anything here, sorted.
    SortedSet<String> methods() {
        return operations.stream()
                .map(operation -> operation.method().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// What there is, for who asked for something else: `GET op=list, POST op=new, DELETE`.
    String signatures() {
        return operations.stream()
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
    public record Operation(Method method, Optional<String> op, Role role, Code code, Doc doc) {
        Operation with(Doc other) {
            return new Operation(method, op, role, code, other);
        }
    }

    /// What clients are told of an operation.
    ///
    /// @param parameters each `name: what it is`
    public record Doc(String text, List<String> parameters) {
        static final Doc NONE = new Doc("", List.of());

        public Doc {
            parameters = List.copyOf(parameters);
        }
    }
}
