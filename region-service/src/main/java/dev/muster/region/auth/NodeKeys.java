package dev.muster.region.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.region.account.ApiKey;
import dev.muster.region.caller.Caller;
import dev.muster.region.node.Node;
import dev.muster.region.node.NodeMoved;
import dev.muster.region.secrets.SecretBox;
import dev.muster.region.secrets.Tokens;
import dev.muster.region.secrets.WrongKeyException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;

/// The keys by which machines prove which node they are: one for each node, made when the node begins to be
/// commissioned, deployed or erased, gone when that is over. Secrets are stored as hashes to check against, and
/// sealed for their node, because cloud-init fetches them more than once.
@ApplicationScoped
public class NodeKeys {
    /// The answer to a machine's last words may be lost: for so long it may repeat them.
    private static final Duration LAST_WORDS = Duration.ofMinutes(2);

    private static final String GOOD = " (k.expires is null or k.expires > now())";

    private final Session database;
    private final SecretBox box;

    NodeKeys(Session database, SecretBox box) {
        this.database = database;
        this.box = box;
    }

    /// The machine that a key belongs to, if the key is whole, right and alive.
    @Transactional
    public Optional<Caller.Machine> owner(ApiKey key) {
        return rows("k.token_key = ?1", key.tokenKey()).stream()
                .filter(row -> equal(key.consumerKey(), text(row, "consumer_key")))
                .filter(row -> Tokens.matches(key.tokenSecret(), bytes(row, "token_secret_hash")))
                .map(row -> new Caller.Machine(row.get("node_id", Long.class), text(row, "system_id")))
                .findFirst();
    }

    /// The node's present key, made if there is none. Only for nodes whose machine is at work or deployed.
    @Transactional
    public ApiKey of(Node node) {
        try {
            return present(node).orElseGet(() -> {
                ApiKey key = ApiKey.mint();
                insert(node, key, "nothing");
                // of two that ask at once one has made it
                return present(node).orElse(key);
            });
        } catch (WrongKeyException _) {
            // sealed with a key that is lost
            mint(node);
            return present(node).orElseThrow();
        }
    }

    private Optional<ApiKey> present(Node node) {
        return rows("k.node_id = ?1", node.id()).stream()
                .map(row -> new ApiKey(
                        text(row, "consumer_key"),
                        text(row, "token_key"),
                        box.open(bytes(row, "sealed_secret"), context(node))))
                .findFirst();
    }

    void onMoved(@Observes NodeMoved moved) {
        switch (KeyFate.of(moved.from(), moved.to())) {
            case MINTED -> mint(moved.node());
            case KEPT -> {}
            case EXPIRING -> expire(moved.node());
            case REVOKED -> revoke(moved.node());
        }
    }

    private void mint(Node node) {
        insert(node, ApiKey.mint(), """
                update set consumer_key = excluded.consumer_key, token_key = excluded.token_key,
                           token_secret_hash = excluded.token_secret_hash, sealed_secret = excluded.sealed_secret,
                           created = now(), expires = null
                """);
    }

    private void insert(Node node, ApiKey key, String otherwise) {
        database.createNativeMutationQuery("""
                        insert into node_keys (node_id, consumer_key, token_key, token_secret_hash, sealed_secret)
                        values (?1, ?2, ?3, ?4, ?5) on conflict (node_id) do\s""" + otherwise)
                .setParameter(1, node.id())
                .setParameter(2, key.consumerKey())
                .setParameter(3, key.tokenKey())
                .setParameter(4, Tokens.hash(key.tokenSecret()))
                .setParameter(5, box.seal(key.tokenSecret(), context(node)))
                .executeUpdate();
    }

    private void expire(Node node) {
        database.createNativeMutationQuery("update node_keys set expires = now() + make_interval(secs => ?2)"
                        + " where node_id = ?1 and expires is null")
                .setParameter(1, node.id())
                .setParameter(2, (double) LAST_WORDS.toSeconds())
                .executeUpdate();
    }

    private void revoke(Node node) {
        database.createNativeMutationQuery("delete from node_keys where node_id = ?1")
                .setParameter(1, node.id())
                .executeUpdate();
    }

    private List<Tuple> rows(String condition, Object value) {
        return database.createNativeQuery(
                        "select k.node_id, n.system_id, k.consumer_key, k.token_key, k.token_secret_hash,"
                                + " k.sealed_secret from node_keys k join known_nodes n on n.id = k.node_id where "
                                + condition + " and" + GOOD,
                        Tuple.class)
                .setParameter(1, value)
                .getResultList();
    }

    private static String text(Tuple row, String column) {
        return row.get(column, String.class);
    }

    private static byte[] bytes(Tuple row, String column) {
        return row.get(column, byte[].class);
    }

    private static boolean equal(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }

    private static String context(Node node) {
        return "node key of " + node.systemId();
    }
}
