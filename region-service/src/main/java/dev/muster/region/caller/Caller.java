package dev.muster.region.caller;

import java.util.Optional;

/// Who calls the API.
public sealed interface Caller {

    /// Nobody in particular: no credentials were given.
    record Anonymous() implements Caller {}

    /// Somebody with an API key.
    ///
    /// @param tokenKey the public part of the key that was used
    record User(long id, String name, boolean superuser, String tokenKey) implements Caller {

        /// Whose eyes a list is made for: it has the nodes without an owner and this user's.
        ///
        /// @return empty for an administrator, who sees all
        public Optional<Long> viewer() {
            return superuser ? Optional.empty() : Optional.of(id);
        }
    }

    /// A machine that proves with its key which node it is. It may ask for its own metadata and report on itself;
    /// nothing of the API is for it.
    ///
    /// @param nodeId the database's number of the node
    record Machine(long nodeId, String systemId) implements Caller {}

    /// Whether the caller may do what needs at least `role`.
    default boolean may(Role role) {
        return switch (this) {
            case Anonymous() -> role == Role.ANONYMOUS;
            case Machine _ -> false;
            case User user -> role != Role.ADMIN || user.superuser();
        };
    }
}
