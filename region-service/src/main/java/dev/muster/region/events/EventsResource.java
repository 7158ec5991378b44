package dev.muster.region.events;

import dev.muster.region.api.Answer;
import dev.muster.region.api.Api;
import dev.muster.region.api.ApiCall;
import dev.muster.region.api.ApiException;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import dev.muster.region.auth.CurrentCaller;
import dev.muster.region.auth.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// `events/`: what happened, looked up (`op=query`, as in MAAS 1.8) or followed live (`op=stream`).
@Path(Api.BASE + "/events/")
@RunOnVirtualThread
public class EventsResource {
    private static final int RETRY_SECONDS = 10;

    private final Api api;
    private final EventRows rows;
    private final EventStream stream;
    private final CurrentCaller caller;
    private final Operations operations = Operations.of("EventsHandler")
            .at("events/", "What happened.")
            .on(Method.GET, "query", Role.USER, this::query)
            .says(
                    "Looks events up, newest first.",
                    "hostname: repeat for more",
                    "mac_address: repeat for more",
                    "id: system_id of a node; repeat for more",
                    "zone: name of a zone",
                    "level: the least; DEBUG, INFO, WARNING or ERROR",
                    "limit: at most so many",
                    "after: only those with a greater number",
                    "before: only those with a smaller number");

    EventsResource(Api api, EventRows rows, EventStream stream, CurrentCaller caller) {
        this.api = api;
        this.rows = rows;
        this.stream = stream;
        this.caller = caller;
    }

    @GET
    public Response get(
            @RestQuery @Nullable String op,
            @RestQuery @Nullable String after,
            @RestQuery("mac_address") @Nullable List<String> macs,
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId) {
        if ("stream".equals(op) && caller.get().may(Role.USER)) {
            return follow(lastEventId == null ? after : lastEventId, macs == null ? List.of() : macs);
        }
        return api.answer(operations);
    }

    private Response follow(@Nullable String after, List<String> macs) {
        var wanted = EventParameters.macs(macs);
        Predicate<StoredEvent> filter = wanted.isEmpty() ? event -> true : event -> wanted.contains(event.mac());
        try {
            var client = stream.open(EventParameters.id("after", after), filter);
            StreamingOutput body = out -> stream.write(client, out);
            return Response.ok(body)
                    .header("Content-Type", "text/event-stream; charset=utf-8")
                    .header("Cache-Control", "no-store")
                    .header("X-Accel-Buffering", "no")
                    .build();
        } catch (EventTail.TooManyListenersException e) {
            throw ApiException.unavailable("Too many clients follow the timeline.", RETRY_SECONDS);
        }
    }

    private Answer query(ApiCall call) {
        var query = EventParameters.query(call.parameters());
        List<StoredEvent> events = rows.find(query);
        var json = new LinkedHashMap<String, Object>();
        json.put("count", events.size());
        json.put("events", events.stream().map(EventJson::listed).toList());
        // nothing found: the same question again is how one goes on
        long newest =
                events.isEmpty() ? query.after().orElse(0) : events.getFirst().id();
        long oldest = events.isEmpty()
                ? query.before().orElse(newest + 1)
                : events.getLast().id();
        json.put("next_uri", uri(call, "after", newest));
        json.put("prev_uri", uri(call, "before", oldest));
        return Answer.json(json);
    }

    /// The question that was asked, moved.
    private static String uri(ApiCall call, String edge, long id) {
        var uri = new StringBuilder(Api.BASE + "/events/?op=query");
        for (String name : EventParameters.FILTERS) {
            for (String value : call.parameters().all(name)) {
                uri.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        }
        return uri.append('&').append(edge).append('=').append(id).toString();
    }
}
