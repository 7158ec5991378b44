package dev.muster.region.power;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static dev.muster.region.Clients.anonymous;
import static dev.muster.region.Clients.enlistment;
import static dev.muster.region.Clients.mac;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.muster.model.cluster.ClusterHeaders;
import dev.muster.model.cluster.ClusterRegistration;
import dev.muster.model.event.Topics;
import dev.muster.model.power.PowerAction;
import dev.muster.model.power.PowerResult;
import dev.muster.model.power.PowerState;
import dev.muster.region.TestServers;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/// A cluster as the region sees it: it joins, fetches orders and sends results.
record FakeCluster(UUID uuid, String name, String token) {
    static final String PASSWORD = "Hush-hush&7";

    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

    static FakeCluster joined() {
        String secret = admin().post(API + "nodegroups/?op=create_join_secret")
                .then()
                .statusCode(200)
                .extract()
                .path("secret");
        var uuid = UUID.randomUUID();
        String name = "rack-" + uuid.toString().substring(0, 8);
        String token = anonymous()
                .contentType("application/json")
                .body(new ClusterRegistration(uuid, name, secret, 5248, List.of()))
                .post("/MAAS/cluster/v1/register")
                .then()
                .statusCode(200)
                .extract()
                .path("token");
        return new FakeCluster(uuid, name, token);
    }

    /// A node of this cluster whose machine says how it is switched.
    ///
    /// @param address of its BMC; empty for none
    /// @return its system_id
    String enlisted(String powerType, String address) {
        String mac = mac();
        return enlistment(
                        anonymous()
                                .header(ClusterHeaders.CLUSTER, uuid + ":" + token)
                                .header(ClusterHeaders.NODE_MAC, mac),
                        mac)
                .formParam("power_type", powerType)
                .formParam(
                        "power_parameters",
                        "{\"power_address\": \"" + address + "\", \"power_pass\": \"p\""
                                + (powerType.equals("moonshot") ? ", \"power_hwaddress\": \"-B 0\"}" : "}"))
                .post(API + "nodes/")
                .then()
                .statusCode(200)
                .extract()
                .path("system_id");
    }

    /// A node of this cluster, as a machine that makes itself known: one that an administrator makes is switched on.
    ///
    /// @return its system_id
    String node(String powerType) {
        String mac = mac();
        String node = enlistment(
                        anonymous()
                                .header(ClusterHeaders.CLUSTER, uuid + ":" + token)
                                .header(ClusterHeaders.NODE_MAC, mac),
                        mac)
                .post(API + "nodes/")
                .then()
                .statusCode(200)
                .extract()
                .path("system_id");
        admin().formParam("power_type", powerType)
                .formParam("power_parameters_power_address", "10.0.0.9")
                .formParam("power_parameters_power_user", "maas")
                .formParam("power_parameters_power_pass", PASSWORD)
                .formParam("power_parameters_mac_address", "")
                .formParam("power_parameters_skip_check", "true")
                .put(API + "nodes/" + node + "/")
                .then()
                .statusCode(200);
        return node;
    }

    Response fetch(UUID command) {
        return anonymous()
                .header(ClusterHeaders.CLUSTER, uuid + ":" + token)
                .get("/MAAS/cluster/v1/power-commands/" + command);
    }

    void answer(UUID command, String systemId, PowerAction action, boolean ok, PowerState state, String message)
            throws Exception {
        answer(new PowerResult(command, systemId, action, ok, state, message, Instant.now()));
    }

    void send(String key, String result) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", TestServers.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(Topics.POWER_RESULT, key, result))
                    .get();
        }
    }

    /// Its record is dated as the result is: by the cluster's clock.
    void answer(PowerResult result) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", TestServers.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            long date = result.at().toEpochMilli();
            producer.send(new ProducerRecord<>(
                            Topics.POWER_RESULT, null, date, result.systemId(), JSON.writeValueAsString(result)))
                    .get();
        }
    }
}
