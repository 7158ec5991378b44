package dev.muster.region.account;

import dev.muster.region.caller.Caller;
import dev.muster.region.secrets.Tokens;
import dev.muster.region.sql.Conditions;
import dev.muster.region.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/// The users' API keys. Secrets are stored as hashes only, so a lost key is replaced, never shown again.
@ApplicationScoped
public class ApiKeys {
    private final UserRows users;
    private final ApiKeyRows keys;
    private final Sql database;

    ApiKeys(UserRows users, ApiKeyRows keys, Sql database) {
        this.database = database;
        this.users = users;
        this.keys = keys;
    }

    /// The user that a key belongs to, if the key is whole and right. One statement, for it stands before every call.
    public Optional<Caller.User> owner(ApiKey key) {
        return new Conditions()
                .and("k.token_key = ? and k.consumer_key = ?", key.tokenKey(), key.consumerKey())
                .readOne(
                        database,
                        "select k.token_secret_hash, u.id, u.name, u.is_superuser"
                                + " from api_keys k join users u on u.id = k.user_id",
                        row -> new Found(
                                row.getBytes("token_secret_hash"),
                                new Caller.User(
                                        row.getLong("id"),
                                        row.getString("name"),
                                        row.getBoolean("is_superuser"),
                                        key.tokenKey())))
                .filter(found -> Tokens.matches(key.tokenSecret(), found.secretHash()))
                .map(Found::user);
    }

    @SuppressWarnings("ArrayRecordComponent") // only read
    private record Found(byte[] secretHash, Caller.User user) {
        @Override
        public String toString() {
            return "Found[user=" + user + "]";
        }
    }

    /// Makes a further key of a user.
    @Transactional
    public ApiKey mint(long userId, String name) {
        ApiKey key = ApiKey.mint();
        keys.persist(new ApiKeyRow(users.findById(userId), key, name));
        return key;
    }

    /// Takes a key back; false if the user has none of this name.
    @Transactional
    public boolean revoke(long userId, String tokenKey) {
        return keys.delete("user.id = ?1 and tokenKey = ?2", userId, tokenKey) > 0;
    }
}
