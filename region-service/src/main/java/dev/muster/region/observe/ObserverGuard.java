package dev.muster.region.observe;

import dev.muster.model.network.Observers;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/// Shows `/q/` to observers only.
@ApplicationScoped
class ObserverGuard {
    private static final int FIRST = Integer.MIN_VALUE;
    private static final String REFUSAL = "Not for this address: see muster.observers.networks.\n";

    private final Observers observers;

    @Inject
    ObserverGuard(ObserverSettings settings) {
        this(Observers.of("muster.observers.networks", settings.networks().orElse("")));
    }

    ObserverGuard(Observers observers) {
        this.observers = observers;
    }

    void register(@Observes Router router) {
        router.route("/q/*").order(FIRST).handler(this::check);
    }

    private void check(RoutingContext context) {
        var address = context.request().remoteAddress();
        if (observers.admit(address == null ? null : address.hostAddress())) {
            context.next();
        } else {
            context.response()
                    .setStatusCode(403)
                    .putHeader("Content-Type", "text/plain; charset=utf-8")
                    .end(REFUSAL);
        }
    }
}
