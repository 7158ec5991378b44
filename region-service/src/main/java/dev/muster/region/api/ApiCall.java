package dev.muster.region.api;

import dev.muster.region.caller.Caller;
import dev.muster.region.refusal.RefusedException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One call of an operation.
///
/// @param version of the API that is called
/// @param path the parameters in the resource's path
/// @param parameters what the body gave, and the query where the body did not
/// @param remoteAddress the peer's address as text
/// @param headers a header's value by its name; null where there is none
public record ApiCall(
        ApiVersion version,
        Caller caller,
        Map<String, String> path,
        Parameters parameters,
        String remoteAddress,
        Function<String, @Nullable String> headers) {
    public ApiCall {
        path = Map.copyOf(path);
    }

    /// The user; only for operations whose role asks for one.
    public Caller.User user() {
        return switch (caller) {
            case Caller.User user -> user;
            case Caller.Anonymous() -> throw new IllegalStateException("the operation admits anonymous callers");
            case Caller.Machine _ -> throw new IllegalStateException("no operation admits machines");
        };
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.apply(name));
    }

    /// A parameter in the resource's path.
    public String path(String name) {
        return Optional.ofNullable(path.get(name))
                .orElseThrow(() -> new IllegalStateException("the resource's path has no name '" + name + "'"));
    }

    /// A parameter without which the operation makes no sense.
    public String mandatory(String name) {
        return parameters.text(name).orElseThrow(() -> RefusedException.invalid("No provided " + name + "!"));
    }
}
