package dev.muster.region.network;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static dev.muster.region.Clients.anonymous;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.cluster.ClusterHeaders;
import dev.muster.model.cluster.ClusterRegistration;
import dev.muster.model.event.LeaseDigest;
import dev.muster.model.event.LeaseDigest.Bucket;
import dev.muster.model.event.LeasedAddresses;
import dev.muster.model.event.LeasedAddresses.Leased;
import dev.muster.model.network.Ipv6Address;
import dev.muster.model.node.MacAddress;
import dev.muster.region.RegionTestResource;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a cluster is told of its own leases.
@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class LeaseComparisonTest {
    private static final String PATH = "/MAAS/cluster/v1/leases";

    @Inject
    AgroalDataSource database;

    private final UUID cluster = UUID.randomUUID();
    private final Random random = new Random(7);
    private String token = "";

    @BeforeEach
    void join() {
        String secret = admin().post(API + "nodegroups/?op=create_join_secret")
                .then()
                .statusCode(200)
                .extract()
                .path("secret");
        token = anonymous()
                .contentType("application/json")
                .body(new ClusterRegistration(cluster, "rack", secret, 5248, List.of()))
                .post("/MAAS/cluster/v1/register")
                .then()
                .statusCode(200)
                .extract()
                .path("token");
    }

    /// The database and the cluster sum up in ways of their own.
    @Test
    void theDigestIsThatOfTheClustersOwnSum() throws SQLException {
        List<Leased> held = leases(3000);
        store(cluster, held, 600);

        LeaseDigest digest = asked("/digest").as(LeaseDigest.class);

        assertThat(digest).isEqualTo(summed(held));
        assertThat(digest.buckets()).extracting(Bucket::leases).anyMatch(count -> count > 1);
    }

    @Test
    void whatHasEndedAndWhatIsAnotherClustersIsLeftOut() throws SQLException {
        store(cluster, leases(20), -1);
        store(UUID.randomUUID(), leases(20), 600);

        assertThat(asked("/digest").as(LeaseDigest.class).buckets()).isEmpty();
        String all = IntStream.range(0, LeaseDigest.BUCKETS)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(","));
        assertThat(asked("?buckets=" + all.substring(0, 2000))
                        .as(LeasedAddresses.class)
                        .leases())
                .isEmpty();
    }

    @Test
    void theLeasesOfSomeBucketsAreThose() throws SQLException {
        List<Leased> held = leases(3000);
        store(cluster, held, 600);
        var sum = new LeaseDigest.Sum();

        assertThat(asked("?buckets=0,17,1023").as(LeasedAddresses.class).leases())
                .containsExactlyInAnyOrderElementsOf(held.stream()
                        .filter(lease -> List.of(0, 17, 1023).contains(sum.bucketOf(lease.mac(), lease.address())))
                        .toList())
                .isNotEmpty();
    }

    @Test
    void anAnswerIsBoundedWhateverIsAsked() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("""
                        insert into leases (cluster, address, mac, expires)
                        select ?, 'x' || number, '52:54:00:00:00:01', now() + interval '1 hour'
                          from generate_series(1, ?) number
                        """)) {
            statement.setObject(1, cluster);
            statement.setInt(2, 3 * LeaseComparisonResource.MOST);
            statement.executeUpdate();
        }
        String most = IntStream.range(0, 512).mapToObj(String::valueOf).collect(Collectors.joining(","));

        assertThat(asked("?buckets=" + most).statusCode()).isEqualTo(400);
        assertThat(asked("?buckets=5").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?buckets=", "?buckets=x", "?buckets=1,,2", "?buckets=99999", "?buckets=-1"})
    void whatNamesNoBucketsIsRefused(String query) {
        asked(query).then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/digest", "?buckets=1"})
    void onlyAClusterIsTold(String query) {
        anonymous().get(PATH + query).then().statusCode(401);
        admin().get(PATH + query).then().statusCode(401);
    }

    private Response asked(String query) {
        return anonymous().header(ClusterHeaders.CLUSTER, cluster + ":" + token).get(PATH + query);
    }

    private List<Leased> leases(int count) {
        var leases = new ArrayList<Leased>();
        for (int number = 0; number < count; number++) {
            String address = number % 2 == 0
                    ? "10.7." + number / 256 + "." + number % 256
                    : new Ipv6Address(random.nextLong(), random.nextLong()).toString();
            leases.add(
                    new Leased(address, MacAddress.of("52:54:00:%02x:%02x:01".formatted(number / 256, number % 256))));
        }
        return leases;
    }

    private static LeaseDigest summed(List<Leased> leases) {
        var sum = new LeaseDigest.Sum();
        leases.forEach(lease -> sum.add(lease.mac(), lease.address()));
        return sum.digest();
    }

    private void store(UUID whose, List<Leased> leases, int secondsLeft) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("""
                        insert into leases (cluster, address, mac, expires)
                        values (?, ?, ?, now() + ? * interval '1 second')
                        """)) {
            for (Leased lease : leases) {
                statement.setObject(1, whose);
                statement.setString(2, lease.address());
                statement.setString(3, lease.mac().value());
                statement.setInt(4, secondsLeft);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
