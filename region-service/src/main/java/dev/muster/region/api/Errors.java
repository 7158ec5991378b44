package dev.muster.region.api;

import dev.muster.model.node.InvalidTransitionException;
import dev.muster.region.refusal.Refusal;
import dev.muster.region.refusal.RefusedException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// The one place where an exception becomes a response.
class Errors {
    private static final Logger LOG = Logger.getLogger(Errors.class);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final ApiJson json;
    private final AllowedMethods allowed;
    private final HttpServerRequest request;

    Errors(ApiJson json, AllowedMethods allowed, HttpServerRequest request) {
        this.json = json;
        this.allowed = allowed;
        this.request = request;
    }

    @ServerExceptionMapper
    Response refused(RefusedException e) {
        return response(ErrorAnswer.of(e.refusal()));
    }

    /// What a node's state does not allow.
    @ServerExceptionMapper
    Response refused(InvalidTransitionException e) {
        return response(ErrorAnswer.of(new Refusal.Conflict(String.valueOf(e.getMessage()))));
    }

    /// Whose credentials are not taken.
    @ServerExceptionMapper
    Response refused(AuthenticationFailedException e) {
        return response(ErrorAnswer.of(new Refusal.Unauthenticated(String.valueOf(e.getMessage()))));
    }

    @ServerExceptionMapper
    Response refused(ForbiddenException e) {
        return response(ErrorAnswer.of(
                new Refusal.Forbidden(Objects.requireNonNullElse(e.getMessage(), Failures.reason(403)))));
    }

    @ServerExceptionMapper
    Response unread(UnsupportedBodyException e) {
        return response(ErrorAnswer.text(415, String.valueOf(e.getMessage())));
    }

    @ServerExceptionMapper
    Response byFramework(WebApplicationException e) {
        Response given = e.getResponse();
        if (given.hasEntity()) {
            return given;
        }
        String path = Objects.requireNonNullElse(request.path(), "");
        String text = given.getStatus() == 404 ? Api.unknown(path) : Failures.reason(given.getStatus());
        var response = Response.fromResponse(given).entity(text).header(HttpHeaders.CONTENT_TYPE, Api.TEXT);
        if (given.getStatus() == 405) {
            response.header(HttpHeaders.ALLOW, String.join(", ", allowed.at(path)));
        }
        return response.build();
    }

    @ServerExceptionMapper
    Response broken(Throwable e) {
        if (databaseAway(e)) {
            LOG.error("the database is away: " + e.getMessage());
            return response(ErrorAnswer.of(new Refusal.Busy("The database is away.", RETRY)));
        }
        Failures.log(request, e);
        return response(ErrorAnswer.plain(500));
    }

    private Response response(ErrorAnswer answer) {
        var response = Response.status(answer.status())
                .entity(answer.body(json))
                .header(HttpHeaders.CONTENT_TYPE, answer.type());
        answer.headers().forEach(response::header);
        return response.build();
    }

    /// SQLSTATE class 08 is a lost connection, 57P is a server going down; no state is a pool that gives none.
    private static boolean databaseAway(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = Optional.ofNullable(sql.getSQLState()).orElse("08");
                return state.startsWith("08") || state.startsWith("57P");
            }
        }
        return e instanceof PersistenceException
                && String.valueOf(e.getMessage()).contains("acquire JDBC");
    }
}
