package dev.muster.region.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.local.LocalPostgres;
import dev.muster.local.Placement;
import dev.muster.testing.Await;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A database with nodes from before their columns had tables of their own.
@Timeout(300)
class NodeRoomsMigrationTest {
    private static final List<String> TABLES =
            List.of("node_power", "node_boot", "node_work", "node_allocation", "node_hardware");

    /// No column has the values of another one of its type, or its default.
    private static final String[] ROWS = {
        "insert into users (id, name) select 70 + i, 'user-' || i from generate_series(1, 3) i",
        """
        insert into clusters (id, uuid, name, cluster_name, status, http_port, token_hash)
        select 80 + i, ('00000000-0000-4000-8000-00000000000' || i)::uuid, 'domain-' || i, 'rack-' || i, i - 1, 5248,
               decode(repeat('00', 32), 'hex')
          from generate_series(1, 3) i
        """,
        """
        insert into zones (id, name, description)
        select 90 + i, 'zone-' || i, 'row ' || i from generate_series(1, 3) i
        """,
        """
        insert into nodes (id, system_id, hostname, architecture, status, disable_ipv4, zone_id, cluster_id, created,
                           updated, owner_id, owner_token, agent_name, osystem, distro_series, user_data, boot_type,
                           boot_disk, erase_on_release, power_type, power_parameters, power_by_machine, power_state,
                           power_polled, pxe_mac, netboot, boot_asked, same_boot, status_since, status_expires,
                           status_text, error, stalled_after, cpu_count, memory, storage, routers, lshw, lldp)
        select 100 + i, 'node-' || i, 'host-' || i, 'arch-' || i, 3 + i, i > 1, 90 + i, 80 + i, t + interval '1 minute',
               t + interval '2 minutes', 70 + i, 'token-' || i, 'agent-' || i, 'osystem-' || i, 'series-' || i,
               convert_to('user-data-' || i, 'UTF8'), 'di', 'serial:' || i, i = 1, 'type-' || i,
               convert_to('parameters-' || i, 'UTF8'), i = 2, (array['on', 'off', 'error'])[i],
               t + interval '3 minutes', '52:54:00:00:00:0' || i, i = 3, t + interval '4 minutes', i < 3,
               t + interval '5 minutes', t + interval '6 minutes', 'text-' || i, 'error-' || i, 1000 + i, 2000 + i,
               3000 + i, 4000 + i, array['52:54:00:00:01:0' || i, '52:54:00:00:02:0' || i],
               convert_to('<lshw-' || i || '/>', 'UTF8'), convert_to('<lldp-' || i || '/>', 'UTF8')
          from generate_series(1, 3) i, lateral (select timestamptz '2026-01-01 00:00Z' + i * interval '1 day' as t) d
        """,
        "insert into nodes (id, system_id, hostname, architecture) values (104, 'node-4', 'host-4', 'arch-4')",
        """
        insert into mac_addresses (mac, node_id, position)
        values ('52:54:00:00:00:01', 101, 1), ('52:54:00:00:00:11', 101, 0), ('52:54:00:00:00:02', 102, 0)
        """,
        """
        insert into mac_claims (node_id, mac, position, by_machine)
        values (101, '52:54:00:00:00:21', 3, true), (101, '52:54:00:00:00:31', 2, false)
        """,
        """
        insert into leases (cluster, address, mac, expires)
        values ('00000000-0000-4000-8000-000000000001', '10.0.0.9', '52:54:00:00:00:01', now() + interval '1 hour')
        """,
        "insert into tags (id, name, kernel_opts) values (1, 'virtual', 'quiet'), (2, 'large', '')",
        "insert into node_tags (node_id, tag_id) values (101, 1), (101, 2)",
        """
        insert into node_events (id, event_id, node_id, level, type, step, created)
        values (501, gen_random_uuid(), 101, 20, 'NODE_BOOT_KERNEL', 'KERNEL', '2026-01-01 00:00Z'),
               (502, gen_random_uuid(), 101, 20, 'NODE_PROGRESS', null, '2026-01-01 00:00Z')
        """
    };

    /// By the names that the columns had.
    private static final String OWNED = """
            select n.*, a.owner_id, a.token as owner_token, a.agent_name, a.osystem, a.distro_series, a.user_data,
                   a.boot_type, a.boot_disk, a.erase_on_release, p.type as power_type, p.parameters as power_parameters,
                   p.by_machine as power_by_machine, p.state as power_state, p.polled as power_polled, b.pxe_mac,
                   b.netboot, b.asked as boot_asked, b.same_boot, w.since as status_since, w.expires as status_expires,
                   w.text as status_text, w.error, w.stalled_after, h.cpu_count, h.memory, h.storage, h.routers, h.lshw,
                   h.lldp
              from nodes n
              join node_allocation a on a.node_id = n.id
              join node_power p on p.node_id = n.id
              join node_boot b on b.node_id = n.id
              join node_work w on w.node_id = n.id
              join node_hardware h on h.node_id = n.id
             order by n.id
            """;

    private static final String DETAILS = "select * from node_details order by id";

    /// Secrets, documents, and what no other package reads.
    private static final Set<String> NOT_IN_DETAILS = Set.of(
            "power_parameters", "power_by_machine", "power_polled", "user_data", "lshw", "lldp", "stalled_after");

    @TempDir
    static Path directory;

    private static LocalPostgres database;
    private static List<Map<String, String>> before;

    private Connection connection;

    @BeforeAll
    static void nodesOfBeforeAreMigrated() throws Exception {
        database = LocalPostgres.start(Placement.in(directory.resolve("postgres")));
        migrate("4.60");
        try (var connection = connect()) {
            for (String sql : ROWS) {
                run(connection, sql);
            }
            before = rows(connection, "select * from nodes order by id");
        }
        migrateBesideAReplicaOfBefore();
        before.forEach(node -> node.remove("updated")); // nobody reads it, and it is no more
    }

    /// It has locked a node, and then writes it: neither waits for the other in a circle.
    private static void migrateBesideAReplicaOfBefore() throws Exception {
        try (var replica = connect();
                var watcher = connect()) {
            replica.setAutoCommit(false);
            run(replica, "select 1 from nodes where id = 101 for update");
            CompletableFuture<Void> migration = CompletableFuture.runAsync(() -> migrate("latest"));
            Await.await("the migration waits for it")
                    .until(() -> !rows(watcher, "select 1 from pg_stat_activity where wait_event_type = 'Lock'")
                            .isEmpty());
            run(replica, "update nodes set agent_name = agent_name where id = 101");
            replica.commit();
            migration.get(1, TimeUnit.MINUTES);
        }
    }

    @AfterAll
    static void end() throws Exception {
        database.close();
    }

    /// What a test changes is undone.
    @BeforeEach
    void begin() throws SQLException {
        connection = connect();
        connection.setAutoCommit(false);
    }

    @AfterEach
    void undo() throws SQLException {
        connection.rollback();
        connection.close();
    }

    private static void migrate(String target) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.username(), database.password())
                .locations("classpath:db/migration")
                .target(target)
                .load()
                .migrate();
    }

    @Test
    void everyValueIsInATableOfItsOwner() throws SQLException {
        assertThat(before).hasSize(4).allSatisfy(node -> assertThat(node).hasSize(38));
        assertThat(rows(connection, OWNED)).isEqualTo(before);
    }

    @Test
    void everyValueThatOthersMaySeeIsInTheDetails() throws SQLException {
        List<Map<String, String>> details = rows(connection, DETAILS);
        assertThat(details).hasSameSizeAs(before);
        for (int i = 0; i < details.size(); i++) {
            var seen = new LinkedHashMap<>(before.get(i));
            seen.keySet().removeAll(NOT_IN_DETAILS);
            assertThat(details.get(i))
                    .containsAllEntriesOf(seen)
                    .doesNotContainKeys(NOT_IN_DETAILS.toArray(String[]::new));
        }
    }

    @Test
    void theDetailsHaveWhatBelongsToTheNode() throws SQLException {
        List<Map<String, String>> details = rows(connection, DETAILS);
        assertThat(details.getFirst())
                .containsEntry("zone", "zone-1")
                .containsEntry("zone_description", "row 1")
                .containsEntry("cluster", "00000000-0000-4000-8000-000000000001")
                .containsEntry("owner", "user-1")
                .containsEntry("macs", "{52:54:00:00:00:11,52:54:00:00:00:01}")
                .containsEntry("claims", "{52:54:00:00:00:31,52:54:00:00:00:21}")
                .containsEntry("tags", "{large,virtual}")
                .containsEntry("addresses", "{10.0.0.9}");
        assertThat(details.getLast())
                .containsEntry("zone", "default")
                .containsEntry("cluster", null)
                .containsEntry("owner", null)
                .containsEntry("macs", "{}")
                .containsEntry("claims", "{}")
                .containsEntry("tags", "{}")
                .containsEntry("addresses", "{}");
    }

    @Test
    void theViewsShowWhatTheirOwnersPublish() throws SQLException {
        assertThat(texts("select mac || ' ' || node_id || ' ' || position from node_macs order by node_id, position"))
                .containsExactly("52:54:00:00:00:11 101 0", "52:54:00:00:00:01 101 1", "52:54:00:00:00:02 102 0");
        assertThat(texts("select mac || ' ' || node_id from node_claims order by mac"))
                .containsExactly("52:54:00:00:00:21 101", "52:54:00:00:00:31 101");
        assertThat(texts("select name || ' ' || accepted from known_clusters order by id"))
                .containsExactly("domain-1 false", "domain-2 true", "domain-3 false");
        assertThat(texts("select id || ' ' || node_id || ' ' || step from boot_steps"))
                .containsExactly("501 101 KERNEL");
        assertThat(texts("select node_id || ' ' || name || ' ' || kernel_opts from tagged_nodes order by name"))
                .containsExactly("101 large ", "101 virtual quiet");
    }

    @Test
    void everyNodeHasOneRowInEachTable() throws SQLException {
        assertRowsInEach(4);
    }

    @Test
    void aNewNodeHasARowInEachTable() throws SQLException {
        run(connection, """
                insert into nodes (id, system_id, hostname, architecture, created)
                values (105, 'node-5', 'host-5', 'arch-5', '2026-02-01 00:00Z')
                """);
        assertRowsInEach(5);
        Map<String, String> made = rows(connection, OWNED).getLast();
        Map<String, String> defaults = new LinkedHashMap<>(before.getLast()); // those that the columns had
        defaults.replaceAll((column, value) -> value == null ? null : value.replace("-4", "-5"));
        defaults.put("id", "105");
        defaults.put("created", made.get("created"));
        defaults.put("status_since", made.get("created"));
        assertThat(made).isEqualTo(defaults);
        assertThat(texts("select (created = '2026-02-01 00:00Z')::text from nodes where id = 105"))
                .containsExactly("true");
    }

    @Test
    void aNodeThatIsDeletedTakesItsRowsWithIt() throws SQLException {
        run(connection, "delete from nodes where system_id = 'node-1'");
        assertRowsInEach(3);
        for (String table : TABLES) {
            assertThat(texts("select node_id::text from " + table + " order by node_id"))
                    .as(table)
                    .containsExactly("102", "103", "104");
        }
    }

    private void assertRowsInEach(int nodes) throws SQLException {
        assertThat(texts("select count(*)::text from nodes")).containsExactly(Integer.toString(nodes));
        for (String table : TABLES) {
            assertThat(texts("select count(*)::text from " + table)).as(table).containsExactly(Integer.toString(nodes));
        }
    }

    private List<String> texts(String sql) throws SQLException {
        return rows(connection, sql).stream()
                .map(row -> row.values().iterator().next())
                .toList();
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// Values as text, by their columns.
    private static List<Map<String, String>> rows(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<Map<String, String>>();
            while (result.next()) {
                var row = new LinkedHashMap<String, String>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.put(result.getMetaData().getColumnLabel(i), result.getString(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }
}
