package dev.muster.region.outbox;

import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Tells how publishing goes. Kafka being away leaves the region ready: it answers all calls, and its events wait.
@Readiness
class BrokerHealth implements HealthCheck {
    private final OutboxRelay relay;

    BrokerHealth(OutboxRelay relay) {
        this.relay = relay;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("Kafka outbox")
                .up()
                .withData("relay", relay.state().name().toLowerCase(Locale.ROOT))
                .build();
    }
}
