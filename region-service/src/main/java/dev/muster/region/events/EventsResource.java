package dev.muster.region.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.region.api.Answer;
import dev.muster.region.api.ApiCall;
import dev.muster.region.api.ApiResource;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import dev.muster.region.api.Shape;
import dev.muster.region.caller.Role;
import dev.muster.region.paging.Pages;
import dev.muster.region.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// `events/`: what happened, looked up (`op=query`, as in MAAS 1.8) or followed live (`op=stream`).
@ApplicationScoped
class EventsResource implements ApiResource {
    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final String STREAM = "text/event-stream; charset=utf-8";

    /// Events may hold long sentences.
    private static final int PAGE = 100;

    private final EventRows rows;
    private final EventStream stream;

    EventsResource(EventRows rows, EventStream stream) {
        this.rows = rows;
        this.stream = stream;
    }

    @Override
    public List<Operations> operations() {
        return List.of(Operations.of("EventsHandler", "events/", "What happened.")
                .on(Method.GET, "query", Role.USER, this::query)
                .says(
                        "Looks events up, newest first: those of nodes that the caller may see.",
                        "hostname list: repeat for more",
                        "mac_address list: repeat for more",
                        "id list: system_id of a node; repeat for more",
                        "zone: name of a zone",
                        "agent_name: taken and not looked at",
                        "level: the least; DEBUG, INFO, WARNING or ERROR",
                        "limit int: at most so many",
                        "after int: only those with a greater number",
                        "before int: only those with a smaller number")
                .answers(Shape.of(Found.class))
                .on(Method.GET, "stream", Role.USER, this::follow)
                .says(
                        "Sends events as they happen, as server-sent events: those of nodes that the caller may see.",
                        "mac_address list: repeat for more",
                        "after int: begin behind this number; the header Last-Event-ID goes before it")
                .answers(Shape.raw(STREAM))
                .withoutEnd());
    }

    private Answer follow(ApiCall call) {
        var wanted = EventParameters.macs(call.parameters().all("mac_address"));
        Optional<Long> viewer = call.user().viewer();
        Predicate<StoredEvent> filter =
                event -> (wanted.isEmpty() || wanted.contains(event.mac())) && event.isVisibleTo(viewer);
        Optional<String> after =
                call.header("Last-Event-ID").or(() -> call.parameters().first("after"));
        try {
            var client = stream.open(
                    new Follower(call.user().id(), call.remoteAddress()),
                    EventParameters.id("after", after.orElse(null)),
                    filter);
            return Answer.stream(STREAM, out -> stream.write(client, out), () -> stream.leave(client));
        } catch (EventTail.TooManyListenersException e) {
            throw RefusedException.tooMany(String.valueOf(e.getMessage()), RETRY);
        }
    }

    private Answer query(ApiCall call) {
        var query = EventParameters.query(call.parameters(), call.user().viewer());
        List<Long> found = rows.find(query);
        // nothing found: the same question again is how one goes on
        long newest = found.isEmpty() ? query.after().orElse(0) : found.getFirst();
        long oldest = found.isEmpty() ? query.before().orElse(newest + 1) : found.getLast();
        return Answer.paged(() -> new Found(
                found.size(),
                Pages.of(found, PAGE).by(ids -> visible(ids, query.viewer())).begun(),
                uri(call, "after", newest),
                uri(call, "before", oldest)));
    }

    /// @param nextUri for newer ones
    /// @param prevUri for older ones
    @Schema(name = "Events")
    record Found(
            int count,
            Pages<EventJson> events,
            @JsonProperty("next_uri") String nextUri,
            @JsonProperty("prev_uri") String prevUri) {}

    /// Read long after they were found, if the client is slow: the node may have got an owner.
    private List<EventJson> visible(List<Long> ids, Optional<Long> viewer) {
        return rows.of(ids).stream()
                .filter(event -> event.isVisibleTo(viewer))
                .map(EventJson::of)
                .toList();
    }

    /// The question that was asked, moved.
    private static String uri(ApiCall call, String edge, long id) {
        var uri = new StringBuilder(call.version().uri("events/?op=query"));
        for (String name : EventParameters.FILTERS) {
            for (String value : call.parameters().all(name)) {
                uri.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        }
        return uri.append('&').append(edge).append('=').append(id).toString();
    }
}
