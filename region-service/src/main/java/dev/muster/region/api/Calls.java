package dev.muster.region.api;

import dev.muster.model.log.LogFields;
import dev.muster.region.api.Operations.Method;
import dev.muster.region.api.Operations.Operation;
import dev.muster.region.caller.Caller;
import dev.muster.region.caller.CurrentCaller;
import dev.muster.region.refusal.RefusedException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Runs an operation: reads the parameters wherever the client put them, finds the operation among those of the path,
/// checks the caller's role, writes the answer.
@ApplicationScoped
public class Calls {
    /// What one field of a body may hold; files have resources of their own.
    private static final int MAX_FIELD_BYTES = 1 << 20;

    private static final int LONGEST_SHOWN = 80;

    private final CurrentCaller caller;
    private final HttpHeaders headers;
    private final Request request;
    private final HttpServerRequest connection;
    private final ApiJson json;
    private final LongAnswers longAnswers;

    Calls(
            CurrentCaller caller,
            HttpHeaders headers,
            Request request,
            HttpServerRequest connection,
            ApiJson json,
            LongAnswers longAnswers) {
        this.caller = caller;
        this.headers = headers;
        this.request = request;
        this.connection = connection;
        this.json = json;
        this.longAnswers = longAnswers;
    }

    /// Runs the only operation of a path that is none of the [Catalogue].
    public Response answer(Operations operations, byte[] body) {
        return answer(new Place(operations, Map.of(), Optional.empty()), body);
    }

    Response answer(Place place, byte[] body) {
        Parameters query = read(() -> BodyReader.query(Objects.requireNonNullElse(connection.query(), "")));
        Parameters form = read(() -> bounded(BodyReader.read(contentType(), body)));
        Operation operation = find(place.table(), op(place, Parameters.op(query, form)));
        place.value("system_id").map(LogFields.none()::systemId).ifPresent(LogFields::put);
        if (!caller.get().may(operation.role())) {
            throw denied();
        }
        Parameters all = form.or(query);
        operation.checkFields(all.names());
        var call = new ApiCall(
                ApiVersion.V1,
                caller.get(),
                place.values(),
                all.of(operation::takes),
                remoteAddress(),
                headers::getHeaderString);
        Answer answer = operation.code().answer(call);
        assert operation.doc().answer().fits(answer)
                : operation.verb() + " answers " + answer.getClass() + " where clients are told of "
                        + operation.doc().answer();
        return response(answer);
    }

    /// The operation that is named, by the path or else by a parameter; by both only if they agree.
    private static Optional<String> op(Place place, Optional<String> parameter) {
        place.op()
                .filter(op -> parameter.isPresent() && !parameter.get().equals(op))
                .ifPresent(op -> {
                    throw RefusedException.field(
                            "op", "The path names the operation '" + op + "', and this is another one.");
                });
        return place.op().or(() -> parameter);
    }

    private Operation find(Operations operations, Optional<String> op) {
        String name = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        return operations.find(Method.valueOf(name), op).orElseThrow(() -> {
            boolean anonymous = caller.get() instanceof Caller.Anonymous;
            return anonymous && !operations.admitsAnonymous()
                    ? denied()
                    : RefusedException.invalid("Unrecognised signature: method=%s op=%s. There are: %s."
                            .formatted(name, op.map(Calls::shown).orElse("None"), operations.signatures()));
        });
    }

    private static String shown(String op) {
        return op.length() > LONGEST_SHOWN ? op.substring(0, LONGEST_SHOWN) + "…" : op;
    }

    private RefusedException denied() {
        return switch (caller.get()) {
            case Caller.Anonymous() -> RefusedException.unauthenticated("Authorization Error: an API key is needed.");
            case Caller.Machine machine ->
                RefusedException.forbidden(
                        "Forbidden: the key of " + machine.systemId() + " opens its own metadata only.");
            case Caller.User user ->
                RefusedException.forbidden("Forbidden: " + user.name() + " has no right to this operation.");
        };
    }

    private String remoteAddress() {
        return connection.remoteAddress() == null
                ? ""
                : connection.remoteAddress().hostAddress();
    }

    private String contentType() {
        return Optional.ofNullable(headers.getHeaderString(HttpHeaders.CONTENT_TYPE))
                .orElse("");
    }

    @FunctionalInterface
    private interface Reading {
        Parameters read() throws MalformedBodyException;
    }

    private static Parameters read(Reading reading) {
        try {
            return reading.read();
        } catch (MalformedBodyException e) {
            throw RefusedException.invalid("Bad Request: " + e.getMessage());
        }
    }

    private static Parameters bounded(Parameters parameters) {
        Set<String> files = new HashSet<>();
        for (Part file : parameters.files()) {
            files.add(file.name());
            bounded(file.name(), file.size());
        }
        // the text of a file that is none is longer than the file
        parameters.names().stream().filter(name -> !files.contains(name)).forEach(name -> parameters
                .all(name)
                .forEach(value -> bounded(name, value.getBytes(StandardCharsets.UTF_8).length)));
        return parameters;
    }

    private static void bounded(String name, int size) {
        if (size > MAX_FIELD_BYTES) {
            throw RefusedException.field(
                    name, "This value is too large: " + size + " bytes, at most " + MAX_FIELD_BYTES + ".");
        }
    }

    private Response response(Answer answer) {
        return switch (answer) {
            case Answer.Json(var value) ->
                Response.ok(json.write(value))
                        .header("Content-Type", ApiJson.TYPE)
                        .build();
            case Answer.Created(var value) ->
                Response.status(Response.Status.CREATED)
                        .entity(json.write(value))
                        .header("Content-Type", ApiJson.TYPE)
                        .build();
            case Answer.Bytes bytes ->
                Response.ok(bytes.content())
                        .header("Content-Type", bytes.type())
                        .build();
            case Answer.Text(var text) ->
                Response.ok(text).header("Content-Type", Api.TEXT).build();
            case Answer.Paged paged -> longAnswers.paged(paged, who());
            case Answer.Stream stream -> longAnswers.stream(stream);
            case Answer.NoContent() -> Response.noContent().build();
        };
    }

    /// Who shares what is bounded for each caller.
    private String who() {
        return switch (caller.get()) {
            case Caller.User user -> "user " + user.id();
            case Caller.Machine machine -> "machine " + machine.nodeId();
            case Caller.Anonymous() -> remoteAddress();
        };
    }
}
