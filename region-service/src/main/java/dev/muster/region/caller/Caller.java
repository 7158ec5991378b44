package dev.muster.region.caller;

import java.security.Principal;
import java.util.Optional;

/// Who calls the API.
public sealed interface Caller extends Principal {

    /// Nobody in particular: no credentials were given.
    record Anonymous() implements Caller {
        @Override
        public String getName() {
            return "";
        }
    }

    /// Somebody with an API key.
    ///
    /// @param tokenKey the public part of the key that was used
    record User(long id, String name, boolean superuser, String tokenKey) implements Caller {
        @Override
        public String getName() {
            return name;
        }

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
    record Machine(long nodeId, String systemId) implements Caller {
        @Override
        public String getName() {
            return systemId;
        }
    }

    /// Whether the caller may do what needs at least `role`.
    default boolean may(Role role) {
        return switch (this) {
            case Anonymous() -> role == Role.ANONYMOUS;
            case Machine _ -> false;
            case User user -> role != Role.ADMIN || user.superuser();
        };
    }
}
