package dev.muster.cluster.http;

import dev.muster.cluster.http.HttpEvents.Caller;
import dev.muster.cluster.images.ImageFile;
import dev.muster.cluster.images.ImageStore;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Files of the current snapshot, straight from the page cache to the socket. Never lists a directory.
final class ImageRoute implements Handler<RoutingContext> {
    private final String prefix;
    private final ImageStore images;
    private final Callers callers;
    private final HttpEvents events;

    /// @param prefix of the URL path, a slash at its end
    ImageRoute(String prefix, ImageStore images, Callers callers, HttpEvents events) {
        this.prefix = prefix;
        this.images = images;
        this.callers = callers;
        this.events = events;
    }

    /// One request on its way.
    private record Asked(HttpServerRequest request, Caller caller, String path, boolean get, long began) {}

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        Answers.expectHangUp(request);
        boolean get = request.method().equals(HttpMethod.GET);
        if (!get && !request.method().equals(HttpMethod.HEAD)) {
            request.response().putHeader("Allow", "GET, HEAD");
            Answers.text(request, 405, "image files can be read only\n");
            return;
        }
        String path = relative(context.normalizedPath());
        var asked = new Asked(request, callers.of(request), path, get, System.nanoTime());
        images.file(path).ifPresentOrElse(file -> serve(asked, file), () -> refuse(asked));
    }

    private String relative(String path) {
        String raw = path.length() > prefix.length() ? path.substring(prefix.length()) : "";
        try {
            return raw.indexOf('%') < 0 ? raw : QueryStringDecoder.decodeComponent(raw.replace("+", "%2B"));
        } catch (IllegalArgumentException badEscape) {
            return "";
        }
    }

    private void refuse(Asked asked) {
        boolean none = images.current().isEmpty();
        if (none) {
            Answers.retryLater(asked.request, 503, images.missing() + "\n");
        } else {
            Answers.text(asked.request, 404, "no such file in the current image snapshot\n");
        }
        served(asked, 0, none ? 503 : 404);
    }

    private void serve(Asked asked, ImageFile file) {
        FileVersion version;
        try {
            version = FileVersion.of(file);
        } catch (IOException gone) {
            refuse(asked);
            return;
        }
        HttpServerResponse response = asked.request.response();
        response.putHeader("Accept-Ranges", "bytes")
                .putHeader("ETag", version.etag())
                .putHeader("Last-Modified", HttpDate.format(version.modified()));
        var whole = new ByteRange(0, version.size());
        switch (FileReply.to(asked.get, name -> Optional.ofNullable(asked.request.getHeader(name)), version)) {
            case FileReply.Whole() -> send(asked, file, whole, 200);
            case FileReply.Part(ByteRange range) -> {
                response.putHeader("Content-Range", range.contentRange(version.size()));
                send(asked, file, range, 206);
            }
            case FileReply.NotModified() -> end(asked, 304);
            case FileReply.PreconditionFailed() -> end(asked, 412);
            case FileReply.OutOfRange() -> {
                response.putHeader("Content-Range", "bytes */" + version.size());
                end(asked, 416);
            }
        }
    }

    private void end(Asked asked, int status) {
        asked.request.response().setStatusCode(status).end().onComplete(_ -> served(asked, 0, status));
    }

    private void send(Asked asked, ImageFile file, ByteRange range, int status) {
        HttpServerResponse response = asked.request.response().setStatusCode(status);
        response.putHeader("Content-Type", "application/octet-stream")
                .putHeader("Content-Length", String.valueOf(range.length()));
        if (!asked.get || range.length() == 0) {
            response.end().onComplete(_ -> served(asked, 0, status));
            return;
        }
        response.sendFile(file.path().toString(), range.offset(), range.length())
                .onSuccess(_ -> served(asked, range.length(), status))
                .onFailure(_ -> broken(asked));
    }

    /// The machine hung up, or the file went away under us: half a file must not look like a whole one.
    private void broken(Asked asked) {
        HttpServerResponse response = asked.request.response();
        long sent = response.headWritten() ? response.bytesWritten() : 0;
        response.reset();
        served(asked, sent, HttpEvents.HUNG_UP);
    }

    private void served(Asked asked, long bytes, int status) {
        events.fileServed(asked.caller, asked.path, bytes, Duration.ofNanos(System.nanoTime() - asked.began), status);
    }
}
