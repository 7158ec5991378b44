package dev.muster.cluster.http;

import dev.muster.model.network.Observers;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/// Shows `/q/`, where health and metrics are, to observers only.
public record ObserverGuard(Observers observers) implements Handler<RoutingContext> {
    private static final int FIRST = Integer.MIN_VALUE;

    /// Before all other routes.
    public void mount(Router router) {
        router.route("/q/*").order(FIRST).handler(this);
    }

    @Override
    public void handle(RoutingContext context) {
        var address = context.request().remoteAddress();
        if (observers.admit(address == null ? null : address.hostAddress())) {
            context.next();
        } else {
            Answers.text(context.request(), 403, "not for this address: see muster.cluster.observers\n");
        }
    }
}
