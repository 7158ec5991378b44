package dev.muster.region.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/// Server-sent events (WHATWG HTML, section 9.2): the past that the client asks for, then what happens, as it
/// happens. The event's number is its `id`, so a client that comes back misses nothing and gets nothing twice.
@ApplicationScoped
class EventStream {
    private static final Logger LOG = Logger.getLogger(EventStream.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int PAGE = 1_000;

    private final EventTail tail;
    private final EventRows rows;
    private final ObjectMapper mapper;

    EventStream(EventTail tail, EventRows rows, ObjectMapper mapper) {
        this.tail = tail;
        this.rows = rows;
        this.mapper = mapper;
    }

    /// A client that has been promised its events.
    ///
    /// @param after the last number that the client has; empty for what happens from now on
    record Client(EventListener listener, Predicate<StoredEvent> wanted, long after, long past) {}

    Client open(Follower follower, OptionalLong after, Predicate<StoredEvent> wanted)
            throws EventTail.TooManyListenersException {
        long from = after.orElseGet(rows::newest);
        var listener = new EventListener(follower, wanted.and(event -> event.id() > from));
        return new Client(listener, wanted, from, tail.add(listener));
    }

    /// Writes until the client goes away, which is no failure, or the region stops.
    void write(Client client, OutputStream out) {
        try {
            send(out, ": muster timeline\nretry: 2000\n\n");
            replay(client, out);
            long beat = System.nanoTime();
            while (!client.listener().hasEnded()) {
                Optional<StoredEvent> event = client.listener().next(PATIENCE);
                if (event.isPresent()) {
                    send(out, frame(event.get()));
                } else if (System.nanoTime() - beat > HEARTBEAT.toNanos()) {
                    send(out, ": still here\n\n");
                    beat = System.nanoTime();
                }
            }
        } catch (IOException e) {
            LOG.debug("a client that followed the timeline has gone: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            tail.remove(client.listener());
        }
    }

    /// Gives its place back at once: what writes to it may notice only at the next heartbeat.
    void leave(Client client) {
        client.listener().end();
        tail.remove(client.listener());
    }

    private void replay(Client client, OutputStream out) throws IOException {
        long position = client.after();
        while (position < client.past() && !tail.isShutDown()) {
            List<StoredEvent> page = rows.between(position, client.past(), PAGE);
            if (page.isEmpty()) {
                return;
            }
            for (StoredEvent event : page) {
                if (client.wanted().test(event)) {
                    send(out, frame(event));
                }
            }
            position = page.getLast().id();
        }
    }

    private String frame(StoredEvent event) {
        try {
            return "id: " + event.id() + "\ndata: " + mapper.writeValueAsString(EventJson.Streamed.of(event)) + "\n\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("event " + event.id() + " cannot be written as JSON", e);
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
