package dev.muster.cluster.http;

import dev.muster.cluster.http.HttpEvents.Caller;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;

/// Finds out who is calling.
record Callers(Attestation attestation) {

    Caller of(HttpServerRequest request) {
        InetAddress address = InetAddress.ofLiteral(request.remoteAddress().hostAddress());
        return new Caller(address, attestation.macOf(address));
    }

    /// As a region may be told.
    Caller attested(Caller caller) {
        return new Caller(caller.address(), attestation.attested(caller.address()));
    }
}
