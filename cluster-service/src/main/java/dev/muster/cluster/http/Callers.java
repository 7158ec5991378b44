package dev.muster.cluster.http;

import dev.muster.cluster.http.HttpEvents.Caller;
import dev.muster.model.cluster.AttestedCaller;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;

/// Finds out who is calling.
record Callers(Attestation attestation) {

    Caller of(HttpServerRequest request) {
        InetAddress address = InetAddress.ofLiteral(request.remoteAddress().hostAddress());
        return new Caller(address, attestation.macOf(address));
    }

    /// As a region may be told.
    AttestedCaller attested(Caller caller) {
        return attestation.asking(caller.address());
    }
}
