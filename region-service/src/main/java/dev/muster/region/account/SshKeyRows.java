package dev.muster.region.account;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

@ApplicationScoped
class SshKeyRows implements PanacheRepository<SshKeyRow> {
    @Transactional
    List<SshKeys.Stored> behind(long userId, long id, int most) {
        return find("userId = ?1 and id > ?2 order by id", userId, id).page(0, most).stream()
                .map(SshKeys::stored)
                .toList();
    }
}
