package dev.muster.region.network;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static dev.muster.region.Clients.enlistment;
import static dev.muster.region.Clients.mac;
import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.model.event.LeaseRecord;
import dev.muster.model.event.Topics;
import dev.muster.model.node.MacAddress;
import dev.muster.region.RegionTestResource;
import dev.muster.region.TestServers;
import dev.muster.region.TopicReader;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// From the topic, as clusters write it, to what the API says of a node.
@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class LeaseConsumerTest {

    @Inject
    AgroalDataSource database;

    @Inject
    MeterRegistry meters;

    /// Set up as the cluster's is: by Quarkus, without settings of its own.
    @Inject
    ObjectMapper json;

    /// Whole seconds, as a database that keeps microseconds gives it back.
    private final Instant later = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 600);

    private final UUID cluster = UUID.randomUUID();
    private final MacAddress machine = MacAddress.of(mac());
    private KafkaProducer<String, String> topic;

    @BeforeEach
    void aCluster() {
        topic = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestServers.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer());
    }

    @AfterEach
    void away() {
        topic.close();
    }

    private record Stored(String mac, Instant expires) {}

    @Test
    void aLeaseIsStoredAndIsItsNodesAddress() throws Exception {
        String node = enlistment(machine.value())
                .post(API + "nodes/")
                .then()
                .statusCode(200)
                .extract()
                .path("system_id");
        publish("10.98.0.7", machine, later);
        awaitStored("10.98.0.7", new Stored(machine.value(), later));
        assertThat(addresses(node)).containsExactly("10.98.0.7");

        publish("10.98.0.7", machine, Instant.now().minusSeconds(1));
        await("the lease is over").until(() -> addresses(node).isEmpty());
    }

    @Test
    void theTextThatAClusterWritesIsRead() throws Exception {
        send(cluster + "/10.98.0.8", """
                {"cluster":"%s","mac":"%s","address":"10.98.0.8","expires":"2031-01-02T03:04:05.678Z"}
                """.formatted(cluster, machine));
        awaitStored("10.98.0.8", new Stored(machine.value(), Instant.parse("2031-01-02T03:04:05.678Z")));
    }

    /// Its own `expires` would have it over for the region, or hold for an hour too long.
    @ParameterizedTest
    @ValueSource(ints = {-60, 60})
    void aLeaseOfAClusterWhoseClockIsAnHourOffEndsInItsTime(int minutesOff) throws Exception {
        Instant before = databaseClock();
        Instant now = Instant.now().plus(Duration.ofMinutes(minutesOff));
        String address = "10.98.1." + (minutesOff + 100);
        var lease = LeaseRecord.at(now, cluster, machine, address, now.plusSeconds(600));
        send(cluster + "/" + address, json.writeValueAsString(lease));
        await("it is stored").until(() -> stored(address).isPresent());

        assertThat(stored(address).orElseThrow().expires())
                .isBetween(before.plusSeconds(600), databaseClock().plusSeconds(600));
    }

    @Test
    void anAddressIsTheLastOnesThatGotItAndATombstoneEndsIt() throws Exception {
        var another = MacAddress.of(mac());
        publish("fd98::7", machine, later);
        publish("fd98::7", another, later.plusSeconds(60));
        publish("fd98::7", another, later.plusSeconds(60));
        awaitStored("fd98::7", new Stored(another.value(), later.plusSeconds(60)));
        send(cluster + "/fd98::7", null);
        await("it is gone").until(() -> stored("fd98::7").isEmpty());
    }

    @Test
    void whatIsNoLeaseIsPutAsideAndHoldsNothingUp() throws Exception {
        String key = cluster + "/10.98.0.9";
        for (String wrong : List.of(
                "no json",
                "{\"cluster\":\"%s\",\"mac\":\"%s\",\"address\":\"10.98.0.9\",\"expires\":\"%s\"}"
                        .formatted(cluster, machine, Instant.ofEpochSecond(Instant.MAX.getEpochSecond())),
                "{\"cluster\":\"%s\",\"mac\":\"%s\",\"address\":\"10.98.0.9\\u0000\",\"expires\":\"%s\"}"
                        .formatted(cluster, machine, later),
                "{}",
                "{\"cluster\":\"%s\",\"mac\":\"%s\",\"address\":\"elsewhere\",\"expires\":\"%s\"}"
                        .formatted(cluster, machine, later),
                "{\"cluster\":\"%s\",\"mac\":\"x\",\"address\":\"10.98.0.9\",\"expires\":\"%s\"}"
                        .formatted(cluster, later),
                "{\"cluster\":\"%s\",\"mac\":\"%s\",\"address\":\"10.98.0.9\",\"expires\":\"%s\",\"seconds_left\":-1}"
                        .formatted(cluster, machine, later),
                "{\"cluster\":\"%s\",\"mac\":\"%s\",\"address\":\"10.98.0.9\",\"expires\":\"%s\",\"seconds_left\":%d}"
                        .formatted(cluster, machine, later, Long.MAX_VALUE),
                "{\"cluster\":\"%s\",\"mac\":\"%s\",\"address\":\"fe80::1\",\"expires\":\"%s\"}"
                        .formatted(cluster, machine, later))) {
            send(key, wrong);
        }
        send("no key", null);
        publish("10.98.0.9", machine, later);
        awaitStored("10.98.0.9", new Stored(machine.value(), later));
        assertThat(stored("fe80::1")).isEmpty();
        assertThat(stored("elsewhere")).isEmpty();
        try (var dead = TopicReader.of(Topics.dead(Topics.LEASE))) {
            assertThat(dead.values(key, 9)).hasSize(9).contains("no json", "{}");
        }
        assertThat(meters.get("muster.consumer.dead.letters")
                        .tag("topic", Topics.LEASE)
                        .counter()
                        .count())
                .isGreaterThanOrEqualTo(10);
    }

    private void publish(String address, MacAddress mac, Instant expires) throws Exception {
        send(cluster + "/" + address, json.writeValueAsString(new LeaseRecord(cluster, mac, address, expires, null)));
    }

    private void send(String key, @Nullable String value) throws Exception {
        topic.send(new ProducerRecord<>(Topics.LEASE, key, value)).get();
    }

    private List<String> addresses(String node) {
        return admin().get(API + "nodes/" + node + "/")
                .then()
                .statusCode(200)
                .extract()
                .path("ip_addresses");
    }

    private void awaitStored(String address, Stored wanted) throws Exception {
        await(address + " is " + wanted)
                .until(() -> stored(address).filter(wanted::equals).isPresent());
    }

    private Instant databaseClock() throws Exception {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select clock_timestamp()")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    private Optional<Stored> stored(String address) throws Exception {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(
                        "select mac, expires from leases where cluster = ? and address = ?")) {
            statement.setObject(1, cluster);
            statement.setString(2, address);
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Stored(
                                rows.getString(1),
                                rows.getObject(2, OffsetDateTime.class).toInstant()))
                        : Optional.empty();
            }
        }
    }
}
