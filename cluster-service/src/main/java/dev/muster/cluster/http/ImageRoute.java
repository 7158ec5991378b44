package dev.muster.cluster.http;

import dev.muster.cluster.http.ImageReplies.Asked;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/// Files of the current snapshot under a prefix. Never lists a directory.
final class ImageRoute implements Handler<RoutingContext> {
    private final String prefix;
    private final ImageReplies images;
    private final Callers callers;

    /// @param prefix of the URL path, a slash at its end
    ImageRoute(String prefix, ImageReplies images, Callers callers) {
        this.prefix = prefix;
        this.images = images;
        this.callers = callers;
    }

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
        images.answer(new Asked(request, callers.of(request), path, get, System.nanoTime()));
    }

    private String relative(String path) {
        String raw = path.length() > prefix.length() ? path.substring(prefix.length()) : "";
        try {
            return raw.indexOf('%') < 0 ? raw : QueryStringDecoder.decodeComponent(raw.replace("+", "%2B"));
        } catch (IllegalArgumentException badEscape) {
            return "";
        }
    }
}
