package dev.muster.region.account;

import dev.muster.region.paging.Pages;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

@ApplicationScoped
class UserRows implements PanacheRepository<UserRow> {
    /// In the order of their names.
    @Transactional
    List<Users.User> behind(String name) {
        return find("name > ?1 order by name", name).page(0, Pages.SIZE).stream()
                .map(Users::user)
                .toList();
    }
}
