package dev.muster.region.account;

import dev.muster.model.file.AtomicFile;
import dev.muster.model.file.AtomicFile.Access;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Makes the administrator at first start, and sees that its key file holds a good key.
@ApplicationScoped
class FirstAdmin {
    private static final long LOCK = 0x6d757374_61646dL;

    private final AdminConfig config;
    private final EntityManager database;
    private final UserRows users;
    private final ApiKeys keys;

    FirstAdmin(AdminConfig config, EntityManager database, UserRows users, ApiKeys keys) {
        this.config = config;
        this.database = database;
        this.users = users;
        this.keys = keys;
    }

    void onStart(@Observes StartupEvent event) {
        Optional<ApiKey> minted = QuarkusTransaction.requiringNew().call(this::keyToHandOut);
        minted.ifPresent(key -> config.keyFile().ifPresentOrElse(file -> write(file, key), () -> print(key)));
    }

    /// The lock makes replicas that start at once take turns, so that there is one administrator and, without a
    /// file, one key.
    private Optional<ApiKey> keyToHandOut() {
        database.createNativeQuery("select 1 from pg_advisory_xact_lock(" + LOCK + ")")
                .getResultList();
        Optional<UserRow> known = users.find("name", config.name()).firstResultOptional();
        if (known.isPresent() && (config.keyFile().isEmpty() || fileHoldsGoodKey())) {
            return Optional.empty();
        }
        UserRow admin = known.orElseGet(this::admin);
        return Optional.of(keys.mint(admin.id(), "administrator"));
    }

    private UserRow admin() {
        var admin = new UserRow(config.name(), true);
        users.persist(admin);
        return admin;
    }

    private boolean fileHoldsGoodKey() {
        Path file = config.keyFile().orElseThrow();
        try {
            return Files.exists(file)
                    && ApiKey.parse(Files.readString(file)).flatMap(keys::owner).isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException("muster.admin.key-file " + file + " cannot be read", e);
        }
    }

    private static void write(Path file, ApiKey key) {
        try {
            AtomicFile.write(file, (key.text() + "\n").getBytes(StandardCharsets.UTF_8), Access.OWNER_ONLY);
        } catch (IOException e) {
            throw new UncheckedIOException("muster.admin.key-file " + file + " cannot be written", e);
        }
    }

    /// Not to the log, which is kept and shipped.
    private static void print(ApiKey key) {
        System.out.println("API key of the administrator, shown this once: " + key.text());
    }
}
