package dev.muster.region.api;

import dev.muster.region.auth.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a resource can do: a table from HTTP method and `op` to the code, and who may call it.
public final class Operations {
    private final String handler;
    private final List<Operation> operations = new ArrayList<>();

    private Operations(String handler) {
        this.handler = handler;
    }

    /// @param handler the name under which clients know the resource, `NodesHandler`
    public static Operations of(String handler) {
        return new Operations(handler);
    }

    /// An operation that is the HTTP method itself.
    public Operations on(Method method, Role role, Code code) {
        operations.add(new Operation(method, Optional.empty(), role, code));
        return this;
    }

    /// An operation with a name.
    public Operations on(Method method, String op, Role role, Code code) {
        operations.add(new Operation(method, Optional.of(op), role, code));
        return this;
    }

    public String handler() {
        return handler;
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
    public record Operation(Method method, Optional<String> op, Role role, Code code) {}
}
