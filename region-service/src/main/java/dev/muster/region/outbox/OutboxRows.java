package dev.muster.region.outbox;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class OutboxRows implements PanacheRepository<OutboxRow> {}
