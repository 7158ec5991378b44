package dev.muster.local;

import dev.muster.local.LocalStackConfig.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// How each server of the stack is started, and what it is told about the others.
final class ServiceStarters {
    private final LocalStackConfig config;
    private final Ports ports;

    ServiceStarters(LocalStackConfig config, Ports ports) {
        this.config = config;
        this.ports = ports;
    }

    Supervised.Starter starter(ServiceName name) {
        return switch (name) {
            case POSTGRES -> () -> LocalPostgres.start(config.placement(name, ports.postgres()));
            case KAFKA -> () -> LocalKafka.start(config.placement(name, ports.kafka()));
            case PROXY -> () -> SquidProxy.start(config);
            case REGION -> this::startRegion;
            case CLUSTER -> this::startCluster;
        };
    }

    private LocalService startRegion() throws IOException, InterruptedException {
        Path postgres = config.data().resolve(ServiceName.POSTGRES.fileName());
        Map<String, String> environment = Map.of(
                "MUSTER_REGION_PORT", Integer.toString(ports.region()),
                "MUSTER_URL", "http://" + config.apiHost() + ":" + ports.region() + "/MAAS",
                "MUSTER_ADMIN_KEY_FILE", config.apiKeyFile().toString(),
                "MUSTER_SECRETS_KEY_FILE", config.secret("secrets.key").toString(),
                "QUARKUS_DATASOURCE_JDBC_URL", LocalPostgres.jdbcUrl("127.0.0.1", ports.postgres()),
                "QUARKUS_DATASOURCE_USERNAME", LocalPostgres.USERNAME,
                "QUARKUS_DATASOURCE_PASSWORD", LocalPostgres.passwordIn(postgres),
                "KAFKA_BOOTSTRAP_SERVERS", bootstrapServers());
        return JvmService.start(new JvmService.Plan(
                ServiceName.REGION, config, "region-service", ServiceJvm.region(), ports.region(), added(environment)));
    }

    private LocalService startCluster() throws IOException, InterruptedException {
        Path data = config.data().resolve(ServiceName.CLUSTER.fileName());
        Path joinSecret = config.secret("cluster-join");
        if (!Files.exists(data.resolve("credentials"))) {
            new JoinSecret(new Curl(config.prefix()), regionOnThisMachine(), config.apiKeyFile()).writeTo(joinSecret);
        }
        Map<String, String> environment = new HashMap<>(config.subnets());
        environment.putAll(Map.of(
                "MUSTER_CLUSTER_PORT", Integer.toString(ports.cluster()),
                "MUSTER_CLUSTER_DATA", data.toString(),
                "MUSTER_CLUSTER_IMAGES", config.images().toString(),
                "MUSTER_CLUSTER_REGION_URLS", regionOnThisMachine().toString(),
                "MUSTER_CLUSTER_JOIN_SECRET_FILE", joinSecret.toString(),
                "KAFKA_BOOTSTRAP_SERVERS", bootstrapServers()));
        JvmService cluster = JvmService.start(new JvmService.Plan(
                ServiceName.CLUSTER,
                config,
                "cluster-service",
                ServiceJvm.cluster(),
                ports.cluster(),
                added(environment)));
        if (Files.exists(data.resolve("credentials"))) {
            Files.deleteIfExists(joinSecret);
        }
        return cluster;
    }

    private Map<String, String> added(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(config.environment());
        return all;
    }

    URI regionOnThisMachine() {
        return URI.create("http://127.0.0.1:" + ports.region() + "/MAAS");
    }

    private String bootstrapServers() {
        return "127.0.0.1:" + ports.kafka();
    }
}
