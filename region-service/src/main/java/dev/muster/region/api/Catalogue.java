package dev.muster.region.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// All operations of the API: what answers, and what clients are told.
@ApplicationScoped
class Catalogue {
    private final List<Operations> all;

    Catalogue(@Any Instance<ApiResource> resources) {
        all = resources.stream()
                .flatMap(resource -> resource.operations().stream())
                .sorted(Comparator.comparing(
                                (Operations operations) -> operations.path().text())
                        .thenComparing(Operations::handler))
                .toList();
    }

    /// By path.
    List<Operations> all() {
        return all;
    }

    /// What answers at a path. A last segment `op-start` names the operation where there is such a one at the path
    /// without it; where a thing may also have that name, the method says which is meant.
    Optional<Place> at(String method, List<String> path) {
        Optional<Place> named = named(path);
        return named.filter(place -> place.methods().contains(method))
                .or(() -> table(path).map(table -> Place.of(table, path)))
                .or(() -> named);
    }

    private Optional<Place> named(List<String> path) {
        if (path.isEmpty() || !path.getLast().startsWith(Place.OP)) {
            return Optional.empty();
        }
        List<String> resource = path.subList(0, path.size() - 1);
        String op = path.getLast().substring(Place.OP.length());
        return table(resource).filter(table -> table.names(op)).map(table -> Place.of(table, resource, op));
    }

    /// Where several fit, the one with fewer names to fill in.
    private Optional<Operations> table(List<String> path) {
        return all.stream()
                .filter(operations -> operations.path().fits(path))
                .max(Comparator.comparingInt(operations -> operations.path().literals()));
    }
}
