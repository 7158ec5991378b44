package dev.muster.cluster.http;

import dev.muster.model.cluster.AttestedCaller;
import dev.muster.model.cluster.ClusterHeaders;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Which headers pass between a machine and a region.
final class ProxyHeaders {
    private static final String OURS = "x-muster-";

    /// RFC 9110 7.6.1, and what belongs to one connection or is set anew.
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private static final Set<String> SET_ANEW = Set.of("host", "content-length", "expect");

    private ProxyHeaders() {}

    /// What the machine sent, but nothing that only a cluster may say; and what this cluster says of it.
    static MultiMap toRegion(HttpServerRequest request, AttestedCaller caller, String credentials) {
        MultiMap headers = endToEnd(request.headers());
        SET_ANEW.forEach(headers::remove);
        for (String name : Set.copyOf(headers.names())) {
            if (name.toLowerCase(Locale.ROOT).startsWith(OURS)) {
                headers.remove(name);
            }
        }
        headers.set(ClusterHeaders.CLUSTER, credentials);
        caller.headers().forEach(headers::set);
        headers.set(ClusterHeaders.BASE_URL, baseUrl(request));
        return headers;
    }

    /// What passes on from either side.
    static MultiMap endToEnd(MultiMap headers) {
        var dropped = new HashSet<String>(HOP_BY_HOP);
        for (String value : headers.getAll("Connection")) {
            for (String token : value.split(",")) {
                dropped.add(token.strip().toLowerCase(Locale.ROOT));
            }
        }
        MultiMap kept = MultiMap.caseInsensitiveMultiMap();
        for (Map.Entry<String, String> header : headers) {
            if (!dropped.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                kept.add(header.getKey(), header.getValue());
            }
        }
        return kept;
    }

    private static String baseUrl(HttpServerRequest request) {
        var local = request.localAddress();
        String address = local.hostAddress();
        String host = address.indexOf(':') < 0 ? address : "[" + address + "]";
        return "http://" + host + ":" + local.port() + "/MAAS";
    }
}
