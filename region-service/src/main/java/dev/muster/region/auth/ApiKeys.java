package dev.muster.region.auth;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/// The users' API keys. Secrets are stored as hashes only, so a lost key is replaced, never shown again.
@ApplicationScoped
public class ApiKeys {
    private final UserRows users;
    private final ApiKeyRows keys;

    ApiKeys(UserRows users, ApiKeyRows keys) {
        this.users = users;
        this.keys = keys;
    }

    /// The user that a key belongs to, if the key is whole and right.
    @Transactional
    public Optional<Caller.User> owner(ApiKey key) {
        return keys.find("from ApiKeyRow k join fetch k.user where k.tokenKey = ?1", key.tokenKey())
                .firstResultOptional()
                .filter(row -> row.opensWith(key.consumerKey(), key.tokenSecret()))
                .map(row -> new Caller.User(
                        row.user().id(), row.user().name(), row.user().superuser(), key.tokenKey()));
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
