package dev.muster.region.api;

import dev.muster.model.node.InvalidTransitionException;
import dev.muster.region.refusal.BusyException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// The one place where an exception becomes a response.
class Errors {
    private static final Logger LOG = Logger.getLogger(Errors.class);
    private static final int RETRY_SECONDS = 5;

    private final ApiJson json;
    private final AllowedMethods allowed;
    private final HttpServerRequest request;

    Errors(ApiJson json, AllowedMethods allowed, HttpServerRequest request) {
        this.json = json;
        this.allowed = allowed;
        this.request = request;
    }

    @ServerExceptionMapper
    Response refused(ApiException e) {
        var response = Response.status(e.status());
        if (e.fields().isEmpty()) {
            response.entity(e.getMessage()).header(HttpHeaders.CONTENT_TYPE, Api.TEXT);
        } else {
            response.entity(json.write(e.fields())).header(HttpHeaders.CONTENT_TYPE, ApiJson.TYPE);
        }
        if (e.status() == 401) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "OAuth realm=\"OAuth\"");
        }
        e.retryAfter().ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, seconds));
        return response.build();
    }

    /// What a node's state does not allow.
    @ServerExceptionMapper
    Response refused(InvalidTransitionException e) {
        return refused(ApiException.conflict(String.valueOf(e.getMessage())));
    }

    @ServerExceptionMapper
    Response busy(BusyException e) {
        return refused(ApiException.unavailable(
                String.valueOf(e.getMessage()), (int) e.retryAfter().toSeconds()));
    }

    @ServerExceptionMapper
    Response byFramework(WebApplicationException e) {
        Response given = e.getResponse();
        if (given.hasEntity()) {
            return given;
        }
        String path = Objects.requireNonNullElse(request.path(), "");
        String text = given.getStatus() == 404 ? Api.unknown(path).getMessage() : Failures.reason(given.getStatus());
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
            return refused(ApiException.unavailable("The database is away.", RETRY_SECONDS));
        }
        Failures.log(request, e);
        return refused(ApiException.of(500, Failures.reason(500)));
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
