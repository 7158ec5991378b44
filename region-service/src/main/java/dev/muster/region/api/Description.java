package dev.muster.region.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.muster.region.api.Operations.Operation;
import dev.muster.region.caller.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the API can do, in the form from which the `maas` command and other clients make themselves.
///
/// @param hash of everything else but the addresses; changes when a client had better read it again
/// @param handlers those of the resources, flat
@JsonInclude(Include.ALWAYS)
record Description(String doc, String hash, List<Handler> handlers, List<Resource> resources) {
    static final String DOC = "Muster's API, version 1.0, as MAAS clients speak it.";

    Description {
        handlers = List.copyOf(handlers);
        resources = List.copyOf(resources);
    }

    /// @param base scheme and host by which the client reached us, `http://10.0.0.1:5240`
    static Description of(List<Operations> tables, String base, String hash) {
        List<Resource> resources =
                tables.stream().map(table -> Resource.of(table, base)).toList();
        List<Handler> handlers = resources.stream()
                .flatMap(resource -> Stream.of(resource.anon(), resource.auth()))
                .flatMap(Stream::ofNullable)
                .toList();
        return new Description(DOC, hash, handlers, resources);
    }

    /// One resource, for callers without a key and for those with one.
    record Resource(
            String name, @Nullable Handler anon, @Nullable Handler auth) {
        static Resource of(Operations table, String base) {
            String name = table.handler();
            List<Operation> all = table.all().stream().filter(Operation::ends).toList();
            List<Operation> open =
                    all.stream().filter(one -> one.role() == Role.ANONYMOUS).toList();
            if (open.size() == all.size()) {
                return new Resource(name, Handler.of(name, table, all, base), null);
            }
            return new Resource(
                    name,
                    open.isEmpty() ? null : Handler.of("Anon" + name, table, open, base),
                    Handler.of(name, table, all, base));
        }
    }

    /// A resource's operations for one kind of caller.
    ///
    /// @param params names in the path, in their order
    record Handler(String name, String doc, List<String> params, String path, String uri, List<Action> actions) {
        static Handler of(String name, Operations table, List<Operation> operations, String base) {
            String path = Api.BASE + "/" + table.path().text();
            return new Handler(name, table.doc(), table.path().names(), path, base + path, actions(operations));
        }

        /// Clients want each name once; where the table has two ways to the same thing, they get the first.
        private static List<Action> actions(List<Operation> operations) {
            var actions = new LinkedHashMap<String, Action>();
            operations.stream().map(Action::of).forEach(action -> actions.putIfAbsent(action.name(), action));
            return List.copyOf(actions.values());
        }
    }

    /// One operation.
    ///
    /// @param op null where the HTTP method says it all
    record Action(String name, String method, @Nullable String op, String doc, boolean restful) {
        static Action of(Operation operation) {
            return new Action(
                    operation.verb(),
                    operation.method().name(),
                    operation.op().orElse(null),
                    doc(operation.doc()),
                    operation.op().isEmpty());
        }

        /// Newer command-line clients send only what the text names as a parameter.
        private static String doc(Operations.Doc doc) {
            return doc.parameters().isEmpty()
                    ? doc.text()
                    : doc.text() + "\n\n"
                            + doc.parameters().stream()
                                    .map(one -> ":param " + one.name() + ": " + one.about())
                                    .collect(Collectors.joining("\n"));
        }
    }
}
