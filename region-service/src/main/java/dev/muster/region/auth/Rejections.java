package dev.muster.region.auth;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// What is said to those who are not let in.
class Rejections {
    static final String SCHEME = "OAuth realm=\"OAuth\"";

    private static final String TEXT = "text/plain; charset=utf-8";

    static AuthenticationFailedException malformed(String why) {
        return new AuthenticationFailedException("Authorization Error: '" + why + "'");
    }

    static AuthenticationFailedException unknownCluster() {
        return malformed("Unknown cluster or wrong cluster token.");
    }

    /// The framework's own exception, of a key that no provider knows, has no message.
    @ServerExceptionMapper
    Response unauthenticated(AuthenticationFailedException e) {
        return Response.status(Response.Status.UNAUTHORIZED)
                .header(HttpHeaders.WWW_AUTHENTICATE, SCHEME)
                .type(TEXT)
                .entity(Objects.requireNonNullElse(e.getMessage(), "Authorization Error: Invalid API key."))
                .build();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException e) {
        return Response.status(Response.Status.FORBIDDEN)
                .type(TEXT)
                .entity(Objects.requireNonNullElse(e.getMessage(), "Forbidden"))
                .build();
    }
}
