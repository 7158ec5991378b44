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

    /// The table for a path. Where several fit, the one that names more of it: `nodes/x/macs/` is not a tag of nodes.
    Optional<Operations> at(List<String> segments) {
        return all.stream()
                .filter(operations -> operations.path().fits(segments))
                .max(Comparator.comparingInt(operations -> operations.path().literals()));
    }
}
