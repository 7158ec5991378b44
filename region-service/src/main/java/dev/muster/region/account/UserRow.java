package dev.muster.region.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "users")
class UserRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private String name = "";
    private String email = "";

    @Column(name = "is_superuser")
    private boolean superuser;

    @Column(name = "password_hash")
    private @Nullable String passwordHash;

    /// For JPA.
    protected UserRow() {}

    UserRow(String name, boolean superuser) {
        this.name = name;
        this.superuser = superuser;
    }

    UserRow(String name, String email, boolean superuser, Optional<String> passwordHash) {
        this(name, superuser);
        this.email = email;
        this.passwordHash = passwordHash.orElse(null);
    }

    long id() {
        return id;
    }

    String name() {
        return name;
    }

    String email() {
        return email;
    }

    boolean superuser() {
        return superuser;
    }

    Optional<String> passwordHash() {
        return Optional.ofNullable(passwordHash);
    }
}
