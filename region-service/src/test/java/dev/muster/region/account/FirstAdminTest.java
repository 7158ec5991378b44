package dev.muster.region.account;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.anonymous;
import static dev.muster.region.Clients.oauth;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.region.RegionTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class FirstAdminTest {
    @TempDir
    Path directory;

    @Inject
    EntityManager database;

    @Inject
    UserRows users;

    @Inject
    ApiKeys keys;

    private final String name = "admin-" + UUID.randomUUID();

    private void start(Optional<Path> file) {
        var config = new AdminConfig() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Optional<Path> keyFile() {
                return file;
            }
        };
        new FirstAdmin(config, database, users, keys).onStart(new StartupEvent());
    }

    private long keyCount() {
        return QuarkusTransaction.requiringNew()
                .call(() -> database.createQuery("select count(k) from ApiKeyRow k where k.user.name = ?1", Long.class)
                        .setParameter(1, name)
                        .getSingleResult());
    }

    @Test
    void replicasThatStartAtOnceMakeOneAdministratorAndOneKey() throws Exception {
        try (var replicas = Executors.newFixedThreadPool(8)) {
            var starts = new ArrayList<Future<?>>();
            for (int i = 0; i < 8; i++) {
                starts.add(replicas.submit(() -> start(Optional.empty())));
            }
            for (Future<?> start : starts) {
                start.get();
            }
        }
        assertThat(keyCount()).isEqualTo(1);
    }

    @Test
    void aKeyFileThatIsGoodIsLeftAndOneThatIsLostOrWrongIsReplaced() throws Exception {
        Path file = directory.resolve("sub").resolve("admin.key");
        start(Optional.of(file));
        String first = Files.readString(file);
        start(Optional.of(file));
        assertThat(Files.readString(file)).isEqualTo(first);
        Files.delete(file);
        start(Optional.of(file));
        String second = Files.readString(file);
        assertThat(second).isNotEqualTo(first);
        Files.writeString(file, "of:another:database\n");
        start(Optional.of(file));
        assertThat(keyCount()).isEqualTo(3);
        anonymous()
                .header("Authorization", oauth(Files.readString(file).strip()))
                .get(API + "users/?op=whoami")
                .then()
                .statusCode(200);
    }
}
