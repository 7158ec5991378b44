package dev.muster.region.auth;

import dev.muster.model.cluster.ClusterHeaders;
import dev.muster.region.account.ApiKey;
import dev.muster.region.account.ApiKeys;
import dev.muster.region.caller.Caller;
import dev.muster.region.caller.CurrentCaller;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Finds out who is calling. Without credentials a caller is anonymous; credentials that are given and wrong are
/// refused, never taken for none. What a cluster attests is believed only beside its own valid credentials.
@Provider
@Priority(Priorities.AUTHENTICATION)
class AuthenticationFilter implements ContainerRequestFilter {
    private static final String METADATA = "/MAAS/metadata";

    private final ApiKeys keys;
    private final NodeKeys nodeKeys;
    private final ClusterCredentials clusters;
    private final CurrentCaller caller;
    private final CallingCluster callingCluster;

    AuthenticationFilter(
            ApiKeys keys,
            NodeKeys nodeKeys,
            ClusterCredentials clusters,
            CurrentCaller caller,
            CallingCluster callingCluster) {
        this.keys = keys;
        this.nodeKeys = nodeKeys;
        this.clusters = clusters;
        this.caller = caller;
        this.callingCluster = callingCluster;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        try {
            authenticateCluster(request);
            authenticate(request.getHeaderString(HttpHeaders.AUTHORIZATION));
            keepMachineInItsTree(request);
        } catch (MalformedAuthorizationException e) {
            request.abortWith(refusal("Authorization Error: '" + e.getMessage() + "'"));
        } catch (InvalidKeyException e) {
            request.abortWith(refusal("Authorization Error: Invalid API key."));
        }
    }

    private void authenticate(@Nullable String header) throws MalformedAuthorizationException, InvalidKeyException {
        if (header == null || header.isBlank()) {
            return;
        }
        OAuthCredentials given = OAuthHeader.parse(header);
        var key = new ApiKey(given.consumerKey(), given.tokenKey(), given.tokenSecret());
        Optional<? extends Caller> owner = keys.owner(key);
        if (owner.isEmpty()) {
            owner = nodeKeys.owner(key);
        }
        caller.set(owner.orElseThrow(InvalidKeyException::new));
    }

    /// Not even what is open to anybody: a machine with a key is a node, and asks for nothing else.
    private void keepMachineInItsTree(ContainerRequestContext request) {
        if (caller.get() instanceof Caller.Machine
                && !request.getUriInfo().getPath().startsWith(METADATA)) {
            request.abortWith(Response.status(Response.Status.FORBIDDEN)
                    .type("text/plain; charset=utf-8")
                    .entity("Forbidden: a machine's key opens its own metadata only.")
                    .build());
        }
    }

    private void authenticateCluster(ContainerRequestContext request) throws MalformedAuthorizationException {
        String header = request.getHeaderString(ClusterHeaders.CLUSTER);
        if (header == null || header.isBlank()) {
            return;
        }
        int colon = header.indexOf(':');
        Optional<UUID> uuid = uuid(header.substring(0, Math.max(colon, 0)).strip());
        var known = uuid.flatMap(named ->
                        clusters.opened(named, header.substring(colon + 1).strip()))
                .orElseThrow(() -> new MalformedAuthorizationException("Unknown cluster or wrong cluster token."));
        callingCluster.attest(new CallingCluster.Attestation(
                known,
                header(request, ClusterHeaders.NODE_MAC),
                header(request, ClusterHeaders.NEIGHBOUR_MAC),
                header(request, ClusterHeaders.NODE_ADDRESS),
                header(request, ClusterHeaders.BASE_URL)));
    }

    private static String header(ContainerRequestContext request, String name) {
        return Optional.ofNullable(request.getHeaderString(name)).orElse("");
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Response refusal(String message) {
        return Response.status(Response.Status.UNAUTHORIZED)
                .header(HttpHeaders.WWW_AUTHENTICATE, "OAuth realm=\"OAuth\"")
                .type("text/plain; charset=utf-8")
                .entity(message)
                .build();
    }

    private static final class InvalidKeyException extends Exception {}
}
