package dev.muster.cluster.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Optional;

/// The target of a call that is passed on, unchanged down to doubled slashes and escapes.
record ProxyPath(String path, Optional<String> query) {

    /// Empty if it is not sure that router and region read it alike.
    static Optional<ProxyPath> of(HttpServerRequest request) {
        return Optional.ofNullable(request.path())
                .filter(ProxyPath::isPlain)
                .map(path -> new ProxyPath(path, Optional.ofNullable(request.query())));
    }

    /// No dot segments, no escaped slashes.
    static boolean isPlain(String path) {
        for (String segment : path.split("/")) {
            Optional<String> decoded = decoded(segment);
            if (decoded.isEmpty()
                    || decoded.get().equals(".")
                    || decoded.get().equals("..")
                    || decoded.get().chars().anyMatch(c -> c == '/' || c == '\\' || c < ' ')) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> decoded(String segment) {
        try {
            return Optional.of(QueryStringDecoder.decodeComponent(segment));
        } catch (IllegalArgumentException badEscape) {
            return Optional.empty();
        }
    }

    /// @param region with or without `/MAAS`, which the path has already
    String at(URI region) {
        String prefix = Optional.ofNullable(region.getRawPath()).orElse("");
        String trimmed = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        String root = trimmed.endsWith("/MAAS") ? trimmed.substring(0, trimmed.length() - 5) : trimmed;
        return root + path + query.map(q -> "?" + q).orElse("");
    }
}
