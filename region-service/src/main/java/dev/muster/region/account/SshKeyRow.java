package dev.muster.region.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "ssh_keys")
class SshKeyRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    @Column(name = "user_id")
    private long userId;

    private String key = "";

    /// For JPA.
    protected SshKeyRow() {}

    SshKeyRow(long userId, String key) {
        this.userId = userId;
        this.key = key;
    }

    long id() {
        return id;
    }

    long userId() {
        return userId;
    }

    String key() {
        return key;
    }
}
