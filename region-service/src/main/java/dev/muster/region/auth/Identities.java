package dev.muster.region.auth;

import dev.muster.region.caller.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the framework knows of who calls: the [Caller] is its principal, and what a cluster attests an attribute.
final class Identities {
    private static final String ATTESTATION = Attestation.class.getName();

    private Identities() {}

    static SecurityIdentity of(Caller caller) {
        return QuarkusSecurityIdentity.builder().setPrincipal(caller).build();
    }

    /// A cluster that calls for itself, or for a machine that has shown no key: as a caller of the API it is nobody.
    static SecurityIdentity of(Attestation attested) {
        var principal = new QuarkusPrincipal(attested.cluster().uuid().toString());
        return attested(QuarkusSecurityIdentity.builder().setPrincipal(principal), attested);
    }

    /// Somebody with a key who calls through a cluster.
    static SecurityIdentity through(SecurityIdentity cluster, SecurityIdentity caller) {
        return attestation(cluster)
                .map(attested -> attested(QuarkusSecurityIdentity.builder(caller), attested))
                .orElse(caller);
    }

    static Optional<Attestation> attestation(SecurityIdentity identity) {
        @Nullable Attestation attested = identity.getAttribute(ATTESTATION);
        return Optional.ofNullable(attested);
    }

    private static SecurityIdentity attested(QuarkusSecurityIdentity.Builder identity, Attestation attested) {
        return identity.addAttribute(ATTESTATION, attested).build();
    }
}
