package dev.muster.region.auth;

import dev.muster.model.cluster.ClusterHeaders;
import dev.muster.region.account.ApiKey;
import dev.muster.region.api.Api;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Finds credentials in a request's headers: a cluster's token, and the key of a user or a node. Both may be there, for
/// machines call through their clusters. Without any a caller is anonymous, and nothing is asked of the database;
/// credentials that are given and wrong are refused, never taken for none.
@ApplicationScoped
class HeaderAuthentication implements HttpAuthenticationMechanism {
    private static final int UNAUTHORIZED = 401;

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        HttpServerRequest request = context.request();
        return cluster(request, providers)
                .flatMap(cluster -> caller(request, providers).map(caller -> both(cluster, caller)));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(ClusterRequest.class, KeyRequest.class);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(UNAUTHORIZED, HttpHeaders.WWW_AUTHENTICATE, Api.CHALLENGE));
    }

    private static @Nullable SecurityIdentity both(
            Optional<SecurityIdentity> cluster, Optional<SecurityIdentity> caller) {
        return caller.map(known -> cluster.map(through -> Identities.through(through, known))
                        .orElse(known))
                .or(() -> cluster)
                .orElse(null);
    }

    private static Uni<Optional<SecurityIdentity>> cluster(
            HttpServerRequest request, IdentityProviderManager providers) {
        String header = header(request, ClusterHeaders.CLUSTER);
        if (header.isBlank()) {
            return Uni.createFrom().item(Optional.empty());
        }
        int colon = header.indexOf(':');
        String token = header.substring(colon + 1).strip();
        return uuid(header.substring(0, Math.max(colon, 0)).strip())
                .map(uuid -> providers
                        .authenticate(new ClusterRequest(uuid, token, known -> attested(request, known)))
                        .map(Optional::of))
                .orElseGet(() -> Uni.createFrom().failure(Rejections.unknownCluster()));
    }

    private static Attestation attested(HttpServerRequest request, ClusterCredentials.Known cluster) {
        return new Attestation(
                cluster,
                header(request, ClusterHeaders.NODE_MAC),
                header(request, ClusterHeaders.NEIGHBOUR_MAC),
                header(request, ClusterHeaders.NODE_ADDRESS),
                header(request, ClusterHeaders.BASE_URL));
    }

    private static Uni<Optional<SecurityIdentity>> caller(
            HttpServerRequest request, IdentityProviderManager providers) {
        String header = header(request, HttpHeaders.AUTHORIZATION);
        if (header.isBlank()) {
            return Uni.createFrom().item(Optional.empty());
        }
        try {
            OAuthCredentials given = OAuthHeader.parse(header);
            var key = new ApiKey(given.consumerKey(), given.tokenKey(), given.tokenSecret());
            return providers.authenticate(new KeyRequest(key)).map(Optional::of);
        } catch (MalformedAuthorizationException e) {
            return Uni.createFrom().failure(Rejections.malformed(String.valueOf(e.getMessage())));
        }
    }

    /// Of a header that is there more than once all values count, with commas between them (RFC 9110 5.3): nothing on
    /// the way may have taken another one than we do.
    private static String header(HttpServerRequest request, String name) {
        return String.join(",", request.headers().getAll(name));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
