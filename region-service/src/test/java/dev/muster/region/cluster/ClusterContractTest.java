package dev.muster.region.cluster;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static dev.muster.region.Clients.anonymous;
import static dev.muster.region.Clients.enlistment;
import static dev.muster.region.Clients.mac;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.muster.model.cluster.ClusterHeaders;
import dev.muster.model.cluster.ClusterRegistration;
import dev.muster.model.cluster.ClusterWelcome;
import dev.muster.model.cluster.SubnetConfig;
import dev.muster.model.event.Topics;
import dev.muster.region.RegionTestResource;
import dev.muster.region.TopicReader;
import dev.muster.region.boot.KnownMachines;
import dev.muster.region.secrets.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class ClusterContractTest {
    @Inject
    KnownMachines machines;

    private static final SubnetConfig ETH1 = new SubnetConfig(
            "eth1",
            "10.77.0.0/24",
            "10.77.0.1",
            true,
            "10.77.0.100",
            "10.77.0.199",
            List.of(),
            List.of("10.77.0.1"),
            List.of(),
            "lab",
            600,
            Map.of());

    private final UUID uuid = UUID.randomUUID();

    private static String secret() {
        return admin().post(API + "nodegroups/?op=create_join_secret")
                .then()
                .statusCode(200)
                .extract()
                .path("secret");
    }

    private static Response register(ClusterRegistration registration, String credentials) {
        var request = anonymous().contentType("application/json").body(registration);
        return (credentials.isEmpty() ? request : request.header(ClusterHeaders.CLUSTER, credentials))
                .post("/MAAS/cluster/v1/register");
    }

    private ClusterRegistration registration(String secret, SubnetConfig... subnets) {
        return new ClusterRegistration(uuid, "rack-1", secret, 5248, List.of(subnets));
    }

    private String joined() {
        Response response = register(registration(secret(), ETH1), "");
        assertThat(response.statusCode()).isEqualTo(200);
        ClusterWelcome welcome = response.as(ClusterWelcome.class);
        assertThat(welcome.config().subnets()).containsExactly(ETH1);
        return uuid + ":" + welcome.token();
    }

    private static int heartbeat(String credentials) {
        return anonymous()
                .header(ClusterHeaders.CLUSTER, credentials)
                .post("/MAAS/cluster/v1/heartbeat")
                .statusCode();
    }

    @Test
    void aClusterJoinsOnceAndComesBackByItsToken() {
        String credentials = joined();
        assertThat(heartbeat(credentials)).isEqualTo(204);
        assertThat(heartbeat(uuid + ":wrong")).isEqualTo(401);
        register(registration(null, ETH1), credentials)
                .then()
                .statusCode(200)
                .body("token", nullValue())
                .body("config.uuid", is(uuid.toString()))
                .body("config.subnets[0].range_low", is("10.77.0.100"));
        anonymous().get(API + "nodegroups/?op=list").then().statusCode(200).body("uuid", hasItem(uuid.toString()));
    }

    @Test
    void aJoinSecretWorksForOneClusterOnly() {
        String secret = secret();
        assertThat(register(registration(secret), "").statusCode()).isEqualTo(200);
        String token = register(registration(secret), "")
                .then()
                .statusCode(200)
                .extract()
                .path("token");
        assertThat(heartbeat(uuid + ":" + token)).isEqualTo(204);
        register(registration(secret), "").then().statusCode(403).body(equalTo("The join secret has been used."));
        register(new ClusterRegistration(UUID.randomUUID(), "other", secret, 5248, List.of()), "")
                .then()
                .statusCode(403);
        register(registration("wrong"), "").then().statusCode(403).body(containsString("wrong"));
        register(registration(null), "").then().statusCode(401);
        anonymous().post(API + "nodegroups/?op=create_join_secret").then().statusCode(401);
    }

    @Test
    void aRejectedClusterIsShutOut() {
        String credentials = joined();
        admin().contentType("application/x-www-form-urlencoded")
                .formParam("status", "2")
                .formParam("name", "rack1.example.com")
                .put(API + "nodegroups/" + uuid + "/")
                .then()
                .statusCode(200)
                .body("status", is(2))
                .body("name", is("rack1.example.com"));
        assertThat(heartbeat(credentials)).isEqualTo(401);
    }

    @Test
    void theRegionsOwnSettingsHoldAndEachChangeIsPublished() {
        String credentials = joined();
        String interfaces = API + "nodegroups/" + uuid + "/interfaces/";
        admin().get(interfaces + "?op=list")
                .then()
                .statusCode(200)
                .body("[0].interface", is("eth1"))
                .body("[0].subnet_mask", is("255.255.255.0"))
                .body("[0].broadcast_ip", is("10.77.0.255"));
        admin().contentType("application/x-www-form-urlencoded")
                .formParam("ip_range_low", "10.77.0.50")
                .put(interfaces + "eth1/")
                .then()
                .statusCode(200)
                .body("ip_range_low", is("10.77.0.50"))
                .body("ip_range_high", is("10.77.0.199"));
        register(registration(null, ETH1), credentials)
                .then()
                .statusCode(200)
                .body("config.subnets[0].range_low", is("10.77.0.50"));
        try (var topic = TopicReader.of(Topics.CLUSTER_CONFIG)) {
            List<String> configs = topic.values(uuid.toString(), 3);
            assertThat(configs.get(0)).contains("\"range_low\":\"10.77.0.100\"");
            assertThat(configs.get(2)).contains("\"range_low\":\"10.77.0.50\"", "\"interface\":\"eth1\"");
            assertThat(configs.stream().map(ClusterContractTest::version)).isSorted();
        }
    }

    private static long version(String config) {
        return Long.parseLong(config.replaceAll(".*\"version\":(\\d+).*", "$1"));
    }

    @Test
    void interfacesThatMakeNoSenseAreRefusedByField() {
        joined();
        String interfaces = API + "nodegroups/" + uuid + "/interfaces/";
        admin().contentType("application/x-www-form-urlencoded")
                .formParam("ip_range_low", "10.77.1.50")
                .put(interfaces + "eth1/")
                .then()
                .statusCode(400)
                .body("ip_range_low[0]", containsString("10.77.1.50"));
        admin().contentType("application/x-www-form-urlencoded")
                .formParam("op", "new")
                .formParam("interface", "eth2")
                .formParam("ip", "10.78.0.1")
                .formParam("subnet_mask", "255.255.0.0")
                .formParam("management", "1")
                .formParam("ip_range_low", "10.78.1.0")
                .formParam("ip_range_high", "10.78.1.255")
                .formParam("router_ip", "10.78.0.254")
                .post(interfaces)
                .then()
                .statusCode(200)
                .body("name", is("eth2"));
        admin().delete(interfaces + "eth2/").then().statusCode(204);
        admin().get(interfaces + "eth2/").then().statusCode(404);
        Response refused = register(
                new ClusterRegistration(
                        UUID.randomUUID(),
                        "odd",
                        secret(),
                        5248,
                        List.of(new SubnetConfig(
                                "eth1",
                                "10.0.0.0/24",
                                "10.1.0.1",
                                false,
                                "",
                                "",
                                List.of(),
                                List.of(),
                                List.of(),
                                "",
                                600,
                                Map.of()))),
                "");
        assertThat(refused.statusCode()).isEqualTo(400);
    }

    @Test
    void howDhcpIsDoneIsStoredShownAndPublished() {
        joined();
        String interfaces = API + "nodegroups/" + uuid + "/interfaces/";
        admin().contentType("application/x-www-form-urlencoded")
                .formParam(
                        "dhcp_ranges", "[{\"range_low\":\"10.77.0.10\",\"range_high\":\"10.77.0.20\",\"bootp\":true}]")
                .formParam("dhcp_hosts", "[{\"mac\":\"00:9C:02:8E:02:6A\",\"address\":\"10.77.0.50\"}]")
                .formParam("dhcp_options", "{\"domain-search\":\"lab.example.com\"}")
                .formParam("dhcp6", "{\"prefix\":\"fd00:77::/64\",\"server\":\"fd00:77::1\"}")
                .formParam("firmware_lease_seconds", "120")
                .formParam("dhcp_identity", "client-id")
                .put(interfaces + "eth1/")
                .then()
                .statusCode(200)
                .body("dhcp_mode", is("full"))
                .body("dhcp_identity", is("client-id"))
                .body("dhcp_ranges[0].bootp", is(true))
                .body("dhcp6.prefix", is("fd00:77::/64"))
                .body("dhcp_hosts[0].mac", is("00:9c:02:8e:02:6a"))
                .body("firmware_lease_seconds", is(120));
        admin().contentType("application/x-www-form-urlencoded")
                .formParam("dhcp_mode", "proxy")
                .put(interfaces + "eth1/")
                .then()
                .statusCode(200);
        admin().get(interfaces + "eth1/")
                .then()
                .statusCode(200)
                .body("dhcp_mode", is("proxy"))
                .body("dhcp_options.'domain-search'", is("lab.example.com"));
        admin().contentType("application/x-www-form-urlencoded")
                .formParam("op", "new")
                .formParam("name", "far")
                .formParam("interface", "eth1")
                .formParam("ip", "10.77.0.1")
                .formParam("cidr", "10.99.0.0/24")
                .formParam("dhcp_mode", "relay")
                .formParam("ip_range_low", "10.99.0.10")
                .formParam("ip_range_high", "10.99.0.20")
                .post(interfaces)
                .then()
                .statusCode(200)
                .body("cidr", is("10.99.0.0/24"));
        try (var topic = TopicReader.of(Topics.CLUSTER_CONFIG)) {
            String proxied = topic.values(uuid.toString(), 4).get(2);
            assertThat(proxied).contains("\"dhcp\":false", "\"mode\":\"proxy\"", "\"bootp\":true");
        }
    }

    @Test
    void dhcpSettingsThatMakeNoSenseAreRefusedByField() {
        joined();
        Map.of(
                        "dhcp_mode", "sometimes",
                        "dhcp_bootp", "perhaps",
                        "dhcp_ranges", "[{\"range_low\":\"10.78.0.1\"}]",
                        "dhcp_hosts", "[{\"address\":\"10.77.0.50\"}]",
                        "dhcp_options", "{\"routers\":\"nowhere\"}",
                        "firmware_lease_seconds", "-1",
                        "lease_seconds", "0",
                        "cidr", "10.0.0.0/99")
                .forEach((field, value) -> admin().contentType("application/x-www-form-urlencoded")
                        .formParam(field, value)
                        .put(API + "nodegroups/" + uuid + "/interfaces/eth1/")
                        .then()
                        .statusCode(400)
                        .body(field + "[0]", not(emptyOrNullString())));
    }

    @Test
    void aJoinSecretExpires() throws Exception {
        String secret = secret();
        machines.update(
                "update join_secrets set expires = now() - interval '1 second' where hash = ?", Tokens.hash(secret));
        register(registration(secret), "").then().statusCode(403);
        String another = secret();
        machines.update(
                "update join_secrets set expires = now() + interval '1 minute' where hash = ?", Tokens.hash(another));
        register(registration(another), "").then().statusCode(200);
    }

    @Test
    void aLeaseMayBeAsShortAsASecond() {
        joined();
        admin().contentType("application/x-www-form-urlencoded")
                .formParam("lease_seconds", "1")
                .formParam("firmware_lease_seconds", "3")
                .put(API + "nodegroups/" + uuid + "/interfaces/eth1/")
                .then()
                .statusCode(200)
                .body("lease_seconds", is(1))
                .body("firmware_lease_seconds", is(3));
    }

    @Test
    void aMachineBehindAClusterBecomesItsNode() {
        String credentials = joined();
        String mac = mac();
        String id = enlistment(
                        anonymous().header(ClusterHeaders.CLUSTER, credentials).header(ClusterHeaders.NODE_MAC, mac),
                        mac)
                .post(API + "nodes/")
                .then()
                .statusCode(200)
                .extract()
                .path("system_id");
        try (var topic = TopicReader.of(Topics.NODE_EVENT)) {
            assertThat(topic.values(id, 1).getFirst()).contains("NODE_ENLISTED", mac);
        }
    }
}
