package dev.muster.region.boot;

import dev.muster.model.node.MacAddress;
import dev.muster.model.node.NodeStatus;
import dev.muster.region.account.ApiKey;
import dev.muster.region.account.ApiKeys;
import dev.muster.region.secrets.Tokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/// Rows that tests of booting, metadata and events need; each with names of its own, for the database is shared.
@ApplicationScoped
public class KnownMachines {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final DataSource database;
    private final ApiKeys keys;

    KnownMachines(DataSource database, ApiKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    public MacAddress freshMac() {
        byte[] octets = new byte[6];
        RANDOM.nextBytes(octets);
        octets[0] = 0x52;
        return MacAddress.ofBytes(octets);
    }

    /// A cluster in service on port 5248.
    public Cluster cluster() {
        var cluster = new Cluster(UUID.randomUUID(), Tokens.random(20));
        update(
                "insert into clusters (uuid, name, cluster_name, status, http_port, token_hash) values (?, ?, ?, 1, 5248, ?)",
                cluster.uuid(),
                "zone7",
                "rack " + cluster.uuid(),
                Tokens.hash(cluster.token()));
        return cluster;
    }

    public void subnet(Cluster cluster, String server) {
        update(
                "insert into subnets (cluster_id, name, interface_name, cidr, server_ip)"
                        + " select id, 'eth1', 'eth1', '10.0.0.0/24', ? from clusters where uuid = ?",
                server,
                cluster.uuid());
    }

    /// Makes a node with one card and the hardware that a commissioning wants to see; its system_id.
    public String node(String hostname, NodeStatus status, MacAddress mac, Cluster cluster) {
        String systemId = "node-" + UUID.randomUUID();
        update(
                "insert into nodes (system_id, hostname, architecture, status, cluster_id)"
                        + " values (?, ?, 'amd64/generic', ?, (select id from clusters where uuid = ?))",
                systemId,
                hostname,
                status.number(),
                cluster.uuid());
        update(
                "update node_hardware set cpu_count = 2, memory = 2048, storage = 20000"
                        + " where node_id = (select id from nodes where system_id = ?)",
                systemId);
        update(
                "insert into mac_addresses (mac, node_id, position) select ?, id, 0 from nodes where system_id = ?",
                mac.value(),
                systemId);
        return systemId;
    }

    /// An Authorization header of a fresh user.
    public String authorization() {
        String name = "user-" + UUID.randomUUID();
        update("insert into users (name) values (?)", name);
        ApiKey key = keys.mint(Long.parseLong(text("select id::text from users where name = ?", name)), "test");
        return "OAuth realm=\"\", oauth_version=\"1.0\", oauth_nonce=\"1\", oauth_timestamp=\"1\", oauth_consumer_key=\""
                + key.consumerKey() + "\", oauth_token=\"" + key.tokenKey()
                + "\", oauth_signature_method=\"PLAINTEXT\", oauth_signature=\"%26" + key.tokenSecret() + "\"";
    }

    public void update(String sql, Object... values) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public String text(String sql, Object... values) {
        return texts(sql, values).stream().findFirst().orElse("");
    }

    public List<String> texts(String sql, Object... values) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (var rows = statement.executeQuery()) {
                var texts = new java.util.ArrayList<String>();
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
                return texts;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /// A cluster with its credential in clear.
    public record Cluster(UUID uuid, String token) {
        public String header() {
            return uuid + ":" + token;
        }
    }
}
