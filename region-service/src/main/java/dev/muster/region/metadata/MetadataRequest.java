package dev.muster.region.metadata;

import dev.muster.model.log.LogFields;
import dev.muster.region.api.Api;
import dev.muster.region.api.BodyReader;
import dev.muster.region.api.MalformedBodyException;
import dev.muster.region.api.Parameters;
import dev.muster.region.auth.CallingCluster;
import dev.muster.region.boot.BaseUrls;
import dev.muster.region.caller.Caller;
import dev.muster.region.caller.CurrentCaller;
import dev.muster.region.refusal.RefusedException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Who asks for metadata, how, and the forms of the answers.
@ApplicationScoped
class MetadataRequest {
    private final CurrentCaller caller;
    private final CallingCluster cluster;
    private final BaseUrls baseUrls;
    private final HttpServerRequest request;
    private final HttpHeaders headers;

    MetadataRequest(
            CurrentCaller caller,
            CallingCluster cluster,
            BaseUrls baseUrls,
            HttpServerRequest request,
            HttpHeaders headers) {
        this.caller = caller;
        this.cluster = cluster;
        this.baseUrls = baseUrls;
        this.request = request;
        this.headers = headers;
    }

    /// The machine whose key came with the request.
    Caller.Machine machine() {
        return switch (caller.get()) {
            case Caller.Machine machine -> {
                LogFields.none().systemId(machine.systemId()).put();
                yield machine;
            }
            case Caller.Anonymous() ->
                throw RefusedException.unauthenticated("Authorization Error: a node's key is needed.");
            case Caller.User _ ->
                throw RefusedException.forbidden("Forbidden: this is for machines with a node's key.");
        };
    }

    /// Where the machine reaches us.
    String baseUrl() {
        return baseUrls.of(cluster);
    }

    /// The operation that the query names, or empty.
    String op() {
        return Parameters.op(query(), Parameters.of(Map.of())).orElse("");
    }

    MachineCalls.Call post(byte[] body) {
        String type = Optional.ofNullable(headers.getHeaderString(HttpHeaders.CONTENT_TYPE))
                .orElse("");
        return new MachineCalls.Call(query(), type, body);
    }

    private Parameters query() {
        try {
            return BodyReader.query(Objects.requireNonNullElse(request.query(), ""));
        } catch (MalformedBodyException e) {
            throw RefusedException.invalid("Bad Request: " + e.getMessage());
        }
    }

    static Response text(String text) {
        return Response.ok(text).header(HttpHeaders.CONTENT_TYPE, Api.TEXT).build();
    }

    static Response bytes(String type, byte[] content) {
        return Response.ok(content).header(HttpHeaders.CONTENT_TYPE, type).build();
    }

    static RefusedException nothing() {
        return RefusedException.notFound("Not Found: there is nothing at this path.");
    }
}
