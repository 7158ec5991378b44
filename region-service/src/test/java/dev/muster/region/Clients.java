package dev.muster.region;

import static io.restassured.RestAssured.given;

import dev.muster.model.cluster.ClusterHeaders;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// Callers of the API, and data that no other test uses.
public final class Clients {
    public static final String API = "/MAAS/api/1.0/";

    private Clients() {}

    /// The key that the region wrote at its start.
    public static String adminKey() {
        try {
            return Files.readString(Path.of(System.getProperty(RegionTestResource.KEY_FILE)))
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static RequestSpecification anonymous() {
        return given().config(RestAssuredConfig.config()
                .encoderConfig(EncoderConfig.encoderConfig()
                        .defaultContentCharset("UTF-8")
                        .appendDefaultContentCharsetToContentTypeIfUndefined(false)));
    }

    /// A machine as its cluster passes it on, which attests the card.
    public static RequestSpecification machine(String mac) {
        return anonymous().header(ClusterHeaders.CLUSTER, TestCluster.HEADER).header(ClusterHeaders.NODE_MAC, mac);
    }

    /// Joined by who needs it first; the database outlives the tests.
    private static final class TestCluster {
        static final String HEADER = join();

        private static String join() {
            String secret = admin().post(API + "nodegroups/?op=create_join_secret")
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("secret");
            var uuid = UUID.randomUUID();
            String token = anonymous()
                    .contentType("application/json")
                    .body(Map.of(
                            "uuid",
                            uuid,
                            "name",
                            "tests",
                            "secret",
                            secret,
                            "http_port",
                            5248,
                            "interfaces",
                            List.of()))
                    .post("/MAAS/cluster/v1/register")
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("token");
            return uuid + ":" + token;
        }
    }

    public static RequestSpecification admin() {
        return as(adminKey());
    }

    /// The API key of a fresh user without special rights, made by the administrator, who logs in with a password.
    public static String user(String name) {
        form(admin())
                .formParam("username", name)
                .formParam("email", name + "@example.com")
                .formParam("password", "secret of " + name)
                .formParam("is_superuser", "0")
                .post(API + "users/")
                .then()
                .statusCode(200);
        return login(name, "secret of " + name);
    }

    /// Whoever holds an API key; a new request each time.
    public static RequestSpecification as(String key) {
        return anonymous().header("Authorization", oauth(key));
    }

    /// The API key that a password gives.
    public static String login(String name, String password) {
        var key = form(anonymous())
                .formParam("username", name)
                .formParam("password", password)
                .post("/MAAS/accounts/authenticate/")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        return key.getString("consumer_key") + ":" + key.getString("token_key") + ":" + key.getString("token_secret");
    }

    public static RequestSpecification form(RequestSpecification caller) {
        return caller.contentType("application/x-www-form-urlencoded");
    }

    /// The header as python-oauth writes it.
    public static String oauth(String key) {
        String[] parts = key.split(":");
        return "OAuth realm=\"\", oauth_version=\"1.0\", oauth_nonce=\"0123abcd\", oauth_timestamp=\"1700000000\", "
                + "oauth_consumer_key=\"" + parts[0] + "\", oauth_token=\"" + parts[1] + "\", "
                + "oauth_signature_method=\"PLAINTEXT\", oauth_signature=\"%26" + parts[2] + "\"";
    }

    /// A MAC address in the range for documentation and private use.
    public static String mac() {
        var random = ThreadLocalRandom.current();
        return "52:54:%02x:%02x:%02x:%02x"
                .formatted(random.nextInt(256), random.nextInt(256), random.nextInt(256), random.nextInt(256));
    }

    /// As the enlistment script of the machine posts it that booted from the first of the cards.
    public static RequestSpecification enlistment(String... macs) {
        return enlistment(machine(macs[0]), macs);
    }

    /// A form as the enlistment script posts it.
    public static RequestSpecification enlistment(RequestSpecification caller, String... macs) {
        RequestSpecification request = caller.contentType("application/x-www-form-urlencoded")
                .formParam("op", "new")
                .formParam("autodetect_nodegroup", "1")
                .formParam("architecture", "amd64")
                .formParam("subarchitecture", "generic");
        for (String mac : macs) {
            request = request.formParam("mac_addresses", mac);
        }
        return request;
    }
}
