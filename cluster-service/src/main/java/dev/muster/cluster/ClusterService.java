package dev.muster.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// The cluster in its container: start, stop, health and gauges.
@Readiness
@ApplicationScoped
public class ClusterService implements HealthCheck {
    private final Cluster cluster;

    ClusterService(
            ClusterSettings settings,
            ObjectMapper json,
            MeterRegistry meters,
            Vertx vertx,
            @ConfigProperty(name = "quarkus.http.port") int httpPort)
            throws IOException {
        this.cluster = new Cluster(settings, httpPort, json, meters, vertx);
        Gauge.builder("muster.dhcp.leases", cluster, Cluster::leases)
                .description("Leases that have not ended")
                .register(meters);
        Gauge.builder("muster.dhcp6.leases", cluster, Cluster::ipv6Leases)
                .description("DHCPv6 leases that have not ended")
                .register(meters);
        FunctionCounter.builder("muster.spool.dropped", cluster, c -> c.region()
                        .publisher()
                        .dropped())
                .description("Records for Kafka lost for want of room")
                .register(meters);
    }

    void mount(@Observes Router router) {
        cluster.http().mount(router);
    }

    void start(@Observes StartupEvent event) throws IOException {
        cluster.start();
    }

    @PreDestroy
    void stop() {
        cluster.close();
    }

    /// Ready when machines can boot here. The region being away does not change that.
    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("boot services")
                .withData("subnets", cluster.servedSubnets())
                .withData("region", cluster.region().membership().inTouch() ? "in touch" : "away")
                .withData(
                        "image",
                        cluster.images().current().map(Object::toString).orElse("none"))
                .status(cluster.servedSubnets() > 0)
                .build();
    }
}
