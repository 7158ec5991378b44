package dev.muster.region.account;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class ApiKeyRows implements PanacheRepository<ApiKeyRow> {}
