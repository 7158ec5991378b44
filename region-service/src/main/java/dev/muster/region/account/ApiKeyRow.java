package dev.muster.region.account;

import dev.muster.region.secrets.Tokens;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

@Entity
@Table(name = "api_keys")
class ApiKeyRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    @ManyToOne(optional = false)
    @JoinColumn(name = "user_id")
    private UserRow user;

    @Column(name = "consumer_key")
    private String consumerKey;

    @Column(name = "token_key")
    private String tokenKey;

    @Column(name = "token_secret_hash")
    private byte[] secretHash;

    private String name;

    /// For JPA.
    @SuppressWarnings("NullAway.Init") // JPA fills the fields
    protected ApiKeyRow() {}

    ApiKeyRow(UserRow user, ApiKey key, String name) {
        this.user = user;
        this.consumerKey = key.consumerKey();
        this.tokenKey = key.tokenKey();
        this.secretHash = Tokens.hash(key.tokenSecret());
        this.name = name;
    }

    UserRow user() {
        return user;
    }

    String name() {
        return name;
    }
}
