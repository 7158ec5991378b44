package dev.muster.region.auth;

/// Who calls the API.
public sealed interface Caller {

    /// Nobody in particular: no credentials were given.
    record Anonymous() implements Caller {}

    /// Somebody with an API key.
    ///
    /// @param tokenKey the public part of the key that was used
    record User(long id, String name, boolean superuser, String tokenKey) implements Caller {}

    /// Whether the caller may do what needs at least `role`.
    default boolean may(Role role) {
        return switch (this) {
            case Anonymous() -> role == Role.ANONYMOUS;
            case User user -> role != Role.ADMIN || user.superuser();
        };
    }
}
