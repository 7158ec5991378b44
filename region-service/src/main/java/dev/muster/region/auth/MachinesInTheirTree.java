package dev.muster.region.auth;

import dev.muster.region.caller.Caller;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/// Stands before every resource, by `quarkus.http.auth.permission` in application.properties: asks who calls, so that
/// what is open to anybody refuses wrong credentials too, and keeps a machine with a key to its own metadata. Such a
/// machine is a node, and asks for nothing else.
@ApplicationScoped
class MachinesInTheirTree implements HttpSecurityPolicy {
    private static final String METADATA = "/MAAS/metadata";

    @Override
    public String name() {
        return "machines-in-their-tree";
    }

    @Override
    public Uni<CheckResult> checkPermission(
            RoutingContext request, Uni<SecurityIdentity> identity, AuthorizationRequestContext context) {
        return identity.map(known -> {
            if (known.getPrincipal() instanceof Caller.Machine
                    && !request.normalizedPath().startsWith(METADATA)) {
                throw new ForbiddenException("Forbidden: a machine's key opens its own metadata only.");
            }
            return CheckResult.PERMIT;
        });
    }
}
