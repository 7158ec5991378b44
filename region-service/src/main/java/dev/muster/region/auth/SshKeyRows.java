package dev.muster.region.auth;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class SshKeyRows implements PanacheRepository<SshKeyRow> {}
