package dev.muster.region.api;

import io.netty.channel.ChannelFuture;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import org.jboss.logging.Logger;

/// Answers that are written while they are made. Their client decides how fast; one that does not take them, or a
/// failure in the middle, ends the connection, so that nobody takes a part for the whole.
@ApplicationScoped
class LongAnswers {
    private static final Logger LOG = Logger.getLogger(LongAnswers.class);

    private final ApiJson json;
    private final ListPlaces places;
    private final StalledClients stalled;
    private final HttpServerRequest request;
    private final RoutingContext routing;

    LongAnswers(
            ApiJson json,
            ListPlaces places,
            StalledClients stalled,
            HttpServerRequest request,
            RoutingContext routing) {
        this.json = json;
        this.places = places;
        this.stalled = stalled;
        this.request = request;
        this.routing = routing;
    }

    /// @param who shares the places of one caller
    Response paged(Answer.Paged answer, String who) {
        var place = places.take(who);
        try {
            Object value = answer.value().get();
            var response = Response.ok().header(HttpHeaders.CONTENT_TYPE, ApiJson.TYPE);
            answer.next().ifPresent(uri -> response.header(HttpHeaders.LINK, "<" + uri + ">; rel=\"next\""));
            if (isHead()) {
                place.close();
                return response.build();
            }
            routing.addEndHandler(_ -> place.close()); // of an answer that is never begun
            return response.entity(body(out -> {
                        try (place) {
                            json.write(value, out);
                        }
                    }))
                    .build();
        } catch (RuntimeException e) {
            place.close();
            throw e;
        }
    }

    /// As it comes: nothing on the way is to keep it, or to wait for more.
    Response stream(Answer.Stream answer) {
        routing.addEndHandler(_ -> answer.gone().run());
        return Response.ok(body(answer.content()))
                .header(HttpHeaders.CONTENT_TYPE, answer.type())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Accel-Buffering", "no")
                .build();
    }

    private boolean isHead() {
        return request.method().name().equals("HEAD");
    }

    private StreamingOutput body(Answer.Content content) {
        HttpConnection connection = request.connection();
        return raw -> {
            try (OutputStream out = stalled.watched(raw, () -> {
                var _ = close(connection);
            })) {
                content.writeTo(out);
            } catch (IOException e) {
                close(connection).awaitUninterruptibly();
                throw e;
            } catch (RuntimeException e) {
                LOG.error("an answer ends in the middle", e);
                close(connection).awaitUninterruptibly();
                throw new IOException(e);
            }
        };
    }

    /// At once. Closed by [HttpConnection] it would first wait for the client to take what is written already, and
    /// behind that the framework would end the answer as if it were whole.
    private static ChannelFuture close(HttpConnection connection) {
        return ((ConnectionBase) connection).channelHandlerContext().close();
    }
}
