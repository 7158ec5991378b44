package dev.muster.region.api;

import dev.muster.region.refusal.RefusedException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import org.jboss.resteasy.reactive.common.util.URIDecoder;
import org.jspecify.annotations.Nullable;

/// The API: whatever path is asked for, its table in the [Catalogue] says what can be done there.
@Path(Api.BASE + "/{path: .*}")
@RunOnVirtualThread
public class Api {
    static final String BASE = ApiVersion.ROOT + ApiVersion.NUMBER;

    /// What machines ask while they boot has a resource of its own.
    public static final String PXECONFIG = BASE + "/pxeconfig/";

    /// Says with a 401 how one shows who one is.
    public static final String CHALLENGE = "OAuth realm=\"OAuth\"";

    public static final String TEXT = "text/plain; charset=utf-8";

    private static final int LONGEST_SHOWN = 200;

    /// Under which metrics are told apart, as the framework names it.
    private static final String METRICS_PATH = "UrlPathTemplate";

    private final Catalogue catalogue;
    private final Calls calls;
    private final HttpServerRequest request;

    Api(Catalogue catalogue, Calls calls, HttpServerRequest request) {
        this.catalogue = catalogue;
        this.calls = calls;
        this.request = request;
    }

    @OPTIONS
    public Response options() {
        return Response.noContent()
                .header(HttpHeaders.ALLOW, String.join(", ", place().methods()))
                .build();
    }

    @GET
    public Response get() {
        return answer(new byte[0]);
    }

    @POST
    public Response post(byte[] body) {
        return answer(body);
    }

    @PUT
    public Response put(byte[] body) {
        return answer(body);
    }

    @DELETE
    public Response delete(byte[] body) {
        return answer(body);
    }

    private Response answer(byte[] body) {
        Place place = place();
        tellMetrics(place);
        if (!place.methods().contains(method())) {
            return Response.status(Response.Status.METHOD_NOT_ALLOWED)
                    .header(HttpHeaders.ALLOW, String.join(", ", place.methods()))
                    .header(HttpHeaders.CONTENT_TYPE, TEXT)
                    .entity("Method Not Allowed")
                    .build();
        }
        return calls.answer(place, body);
    }

    private Place place() {
        return catalogue.at(method(), path()).orElseThrow(() -> RefusedException.notFound(unknown(request.path())));
    }

    private String method() {
        String method = request.method().name();
        return method.equals("HEAD") ? "GET" : method;
    }

    /// What is said of a path at which there is nothing: the path is cut, for it came from outside.
    static String unknown(@Nullable String path) {
        String asked = Objects.requireNonNullElse(path, "");
        if (!asked.startsWith(ApiVersion.ROOT)) {
            return "Not Found: there is nothing at this path.";
        }
        if (!asked.startsWith(BASE + "/") && !asked.equals(BASE)) {
            return "Unknown API version: this is version 1.0, at " + BASE + "/.";
        }
        String shown = asked.length() > LONGEST_SHOWN ? asked.substring(0, LONGEST_SHOWN) + "…" : asked;
        return "Unknown API endpoint: " + shown + ".";
    }

    /// What is below the base, each segment decoded for itself: a slash in a name is no separator.
    private List<String> path() {
        String path = Objects.requireNonNullElse(request.path(), "");
        return PathTemplate.segments(path.substring(Math.min(BASE.length(), path.length()))).stream()
                .map(segment -> URIDecoder.decodeURIComponent(segment, false))
                .toList();
    }

    private static void tellMetrics(Place place) {
        var context = Vertx.currentContext();
        if (context != null) {
            context.putLocal(METRICS_PATH, BASE + "/" + place.template());
        }
    }
}
