package dev.muster.region.settings;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/// In the database. The boot path asks for them thousands of times a second, so they are read once in a while: what
/// another replica sets is in force here [#AGE] later.
@ApplicationScoped
class StoredSettings implements Settings {
    private static final Duration AGE = Duration.ofSeconds(2);

    private final DataSource database;
    private final Config config;
    private final Event<SettingChanged> changed;
    private final AtomicReference<@Nullable Read> read = new AtomicReference<>();

    StoredSettings(DataSource database, Config config, Event<SettingChanged> changed) {
        this.database = database;
        this.config = config;
        this.changed = changed;
    }

    @Override
    public Optional<String> get(Setting setting) {
        Optional<String> set = Optional.ofNullable(current().get(setting.wireName()));
        return set.or(() -> configured(setting)).filter(text -> !text.isEmpty());
    }

    private Optional<String> configured(Setting setting) {
        return setting.property().isEmpty()
                ? Optional.empty()
                : config.getOptionalValue(setting.property(), String.class);
    }

    /// An empty value sets nothing: it hides what the configuration says.
    void set(Setting setting, String value) {
        QuarkusTransaction.requiringNew().run(() -> {
            write(setting, value);
            forget();
            changed.fire(new SettingChanged(setting));
        });
        // what was read meanwhile, before the commit, is old
        forget();
    }

    void forget() {
        read.set(null);
    }

    private void write(Setting setting, String value) {
        String upsert = "insert into settings (name, value) values (?, ?)"
                + " on conflict (name) do update set value = excluded.value";
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(upsert)) {
            statement.setString(1, setting.wireName());
            statement.setString(2, value);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("database: cannot set " + setting.wireName(), e);
        }
    }

    private Map<String, String> current() {
        Read known = read.get();
        if (known != null && System.nanoTime() - known.nanos() < AGE.toNanos()) {
            return known.values();
        }
        long now = System.nanoTime();
        Map<String, String> values = stored();
        read.set(new Read(values, now));
        return values;
    }

    private Map<String, String> stored() {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("select name, value from settings");
                var rows = statement.executeQuery()) {
            var values = new HashMap<String, String>();
            while (rows.next()) {
                values.put(rows.getString(1), rows.getString(2));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException("database: cannot read the settings", e);
        }
    }

    private record Read(Map<String, String> values, long nanos) {}
}
