package dev.muster.cluster.iscsi;

import dev.muster.cluster.iscsi.session.ChapSecrets.Credential;
import dev.muster.model.node.MacAddress;
import java.util.Optional;

/// The CHAP secrets that machines were given to boot with. Calls come from event loops and must not block.
public interface BootCredentials {
    BootCredentials NONE = new BootCredentials() {
        @Override
        public Optional<Credential> credential(MacAddress machine, String name) {
            return Optional.empty();
        }

        @Override
        public void used(MacAddress machine, String name) {
            // nobody has one
        }
    };

    /// The secret of that name, if it is this machine's and still good.
    Optional<Credential> credential(MacAddress machine, String name);

    /// The machine has begun a session by proving that name, which may be none of these.
    void used(MacAddress machine, String name);
}
