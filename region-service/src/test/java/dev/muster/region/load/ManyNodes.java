package dev.muster.region.load;

import dev.muster.local.LocalPostgres;
import java.sql.DriverManager;
import java.sql.SQLException;

/// Fills a region's database with more nodes than a rack has.
final class ManyNodes {
    /// Each with two cards, a lease, and every third with a tag.
    private static final String[] NODES = {
        """
        insert into clusters (uuid, name, cluster_name, status, http_port, token_hash)
        values ('00000000-0000-4000-8000-000000000001', 'lab', 'lab', 1, 5248, decode(repeat('00', 32), 'hex'))
        """,
        """
        insert into nodes (system_id, hostname, architecture, status, cluster_id)
        select 'node-' || lpad(i::text, 12, '0'), 'machine-' || i || '.example.com', 'amd64/generic', %2$d,
               (select id from clusters limit 1)
          from generate_series(1, %1$d) i
        """,
        "update node_power set type = 'manual'",
        "update node_hardware set cpu_count = 16, memory = 65536, storage = 960197",
        """
        insert into mac_addresses (mac, node_id, position)
        select '52:54:' || c.mac, n.id, c.position
          from nodes n,
               lateral (select 0 as position, n.id * 2 as number union all select 1, n.id * 2 + 1) k,
               lateral (select k.position,
                               regexp_replace(lpad(to_hex(k.number), 8, '0'), '(..)(..)(..)(..)', '\\1:\\2:\\3:\\4') as mac) c
        """,
        """
        insert into leases (cluster, address, mac, expires)
        select '00000000-0000-4000-8000-000000000001', host('10.0.0.0'::inet + n.id), m.mac, now() + interval '1 day'
          from nodes n join mac_addresses m on m.node_id = n.id and m.position = 0
        """,
        "insert into tags (name) values ('third')",
        "insert into node_tags (node_id, tag_id) select id, (select id from tags where name = 'third') from nodes"
                + " where id %% 3 = 0",
        "analyze"
    };

    private ManyNodes() {}

    static void fill(LocalPostgres database, int nodes, int status) throws SQLException {
        for (String sql : NODES) {
            run(database, sql.formatted(nodes, status));
        }
    }

    static void run(LocalPostgres database, String sql) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
