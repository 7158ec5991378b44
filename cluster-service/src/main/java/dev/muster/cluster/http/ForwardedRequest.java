package dev.muster.cluster.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;

/// A machine's call as a region gets it.
record ForwardedRequest(HttpMethod method, ProxyPath target, MultiMap headers, Buffer body) {
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    /// Without the header fields and the body: there are keys and passwords in them.
    @Override
    public String toString() {
        return "ForwardedRequest[method=" + method + ", target=" + target + "]";
    }

    /// Whether it changes nothing, so that it may be repeated elsewhere.
    boolean isReading() {
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    }

    RequestOptions options(URI region) {
        boolean secure = "https".equals(region.getScheme());
        int usual = secure ? HTTPS_PORT : HTTP_PORT;
        return new RequestOptions()
                .setMethod(method)
                .setHost(region.getHost())
                .setPort(region.getPort() < 0 ? usual : region.getPort())
                .setSsl(secure)
                .setURI(target.at(region))
                .setHeaders(MultiMap.caseInsensitiveMultiMap().addAll(headers));
    }
}
