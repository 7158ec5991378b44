package dev.muster.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.cluster.http.ObserverGuard;
import dev.muster.cluster.region.lane.Lane;
import dev.muster.model.network.Observers;
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
    private final ObserverGuard observers;

    ClusterService(
            Settings settings,
            ObjectMapper json,
            MeterRegistry meters,
            Vertx vertx,
            @ConfigProperty(name = "quarkus.http.port") int httpPort)
            throws IOException {
        this.observers = new ObserverGuard(Observers.of(
                "muster.cluster.observers", settings.cluster.observers().orElse("")));
        this.cluster = new Cluster(settings, httpPort, json, meters, vertx);
        Gauge.builder("muster.dhcp.leases", cluster, Cluster::leases)
                .description("Leases that have not ended")
                .register(meters);
        Gauge.builder("muster.dhcp6.leases", cluster, Cluster::ipv6Leases)
                .description("DHCPv6 leases that have not ended")
                .register(meters);
        for (Lane lane : cluster.region().lanes().all()) {
            FunctionCounter.builder("muster.spool.dropped", lane, Lane::dropped)
                    .tag("lane", lane.name())
                    .description("Records for the region lost for want of room, or refused by Kafka")
                    .register(meters);
            Gauge.builder("muster.spool.waiting", lane, Lane::waitingBytes)
                    .tag("lane", lane.name())
                    .baseUnit("bytes")
                    .description("What waits for Kafka, in memory and on disk")
                    .register(meters);
        }
        if (cluster.region().kafkaInTouch().isPresent()) {
            Gauge.builder("muster.kafka.up", cluster, c -> kafkaInTouch(c) ? 1 : 0)
                    .description("Whether Kafka takes and gives records: 1, or 0")
                    .register(meters);
        }
        FunctionCounter.builder("muster.leases.reconciled", cluster, c -> c.region()
                        .lanes()
                        .leaseDifferences())
                .description("Leases that the region was told anew because its table differed")
                .register(meters);
    }

    private static boolean kafkaInTouch(Cluster cluster) {
        return cluster.region().kafkaInTouch().orElse(false);
    }

    void mount(@Observes Router router) {
        observers.mount(router);
        cluster.http().mount(router);
    }

    void start(@Observes StartupEvent event) throws IOException {
        cluster.start();
    }

    @PreDestroy
    void stop() {
        cluster.close();
    }

    /// Ready when machines can boot here. The region or Kafka being away does not change that.
    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("boot services")
                .withData("subnets", cluster.servedSubnets())
                .withData("region", cluster.region().membership().inTouch() ? "in touch" : "away")
                .withData(
                        "kafka",
                        cluster.region()
                                .kafkaInTouch()
                                .map(inTouch -> inTouch ? "in touch" : "away")
                                .orElse("none"))
                .withData("disk", cluster.disk().reached() ? "down to its reserve" : "well")
                .withData(
                        "image",
                        cluster.images().current().map(Object::toString).orElse("none"))
                .status(cluster.servedSubnets() > 0)
                .build();
    }
}
