package dev.muster.region.network;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class SubnetRows implements PanacheRepository<SubnetRow> {
    List<SubnetRow> of(long clusterId) {
        return list("from SubnetRow where clusterId = ?1 order by id", clusterId);
    }

    Optional<SubnetRow> named(long clusterId, String name) {
        return find("clusterId = ?1 and name = ?2", clusterId, name).firstResultOptional();
    }
}
