package dev.muster.region.caller;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;

/// The caller of the request at hand, as the framework has found out.
@RequestScoped
public class CurrentCaller {
    private final SecurityIdentity identity;

    CurrentCaller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /// Anonymous for a cluster as well, which is no caller of the API.
    public Caller get() {
        return identity.getPrincipal() instanceof Caller caller ? caller : new Caller.Anonymous();
    }
}
