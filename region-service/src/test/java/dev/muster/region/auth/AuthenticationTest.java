package dev.muster.region.auth;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static dev.muster.region.Clients.adminKey;
import static dev.muster.region.Clients.anonymous;
import static dev.muster.region.Clients.form;
import static dev.muster.region.Clients.oauth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.muster.region.RegionTestResource;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class AuthenticationTest {
    @Inject
    AgroalDataSource database;

    @Test
    void theKeyFileOfTheFirstStartWorksAndIsPrivate() throws Exception {
        admin().get(API + "users/?op=whoami")
                .then()
                .statusCode(200)
                .body("username", is("admin"))
                .body("is_superuser", is(true));
        Path file = Path.of(System.getProperty("muster.test.key-file"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void noSecretIsInTheDatabase() throws Exception {
        String secret = adminKey().split(":")[2];
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select api_keys::text from api_keys")) {
            while (rows.next()) {
                assertThat(rows.getString(1)).doesNotContain(secret);
            }
        }
    }

    @Test
    void wrongKeysAreRefusedWithADateAndNeverTakenForNone() {
        String[] parts = adminKey().split(":");
        Stream.of(
                        "x:" + parts[1] + ":" + parts[2],
                        parts[0] + ":x:" + parts[2],
                        parts[0] + ":" + parts[1] + ":x",
                        "a:b:c")
                .forEach(key -> anonymous()
                        .header("Authorization", oauth(key))
                        .get(API + "nodegroups/?op=list")
                        .then()
                        .statusCode(401)
                        .header("WWW-Authenticate", "OAuth realm=\"OAuth\"")
                        .header("Date", notNullValue())
                        .header("Vary", "Authorization")
                        .contentType("text/plain")
                        .body(equalTo("Authorization Error: Invalid API key.")));
    }

    @Test
    void otherSchemesAreRefused() {
        anonymous()
                .header("Authorization", "Basic YWRtaW46YWRtaW4=")
                .get(API + "nodegroups/?op=list")
                .then()
                .statusCode(401)
                .body(containsString("Authorization Error: '"));
    }

    @Test
    void whatIsOpenToAnybodyRefusesWrongKeysToo() {
        wrong().get(API + "describe/")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "OAuth realm=\"OAuth\"")
                .header("Vary", "Authorization")
                .header("Content-Type", startsWith("text/plain"))
                .body(equalTo("Authorization Error: Invalid API key."));
        form(wrong()).body("x=y").post("/MAAS/accounts/authenticate/").then().statusCode(401);
    }

    @Test
    void whatIsNotThereAndWhatIsNoResourceAsksForNoKey() {
        wrong().get("/no/such").then().statusCode(404);
        wrong().put(API + "describe/").then().statusCode(405);
        wrong().get("/q/health/live").then().statusCode(200);
    }

    /// What is before us may have read the other one.
    @Test
    void ofTwoKeysNoneIsTaken() {
        anonymous()
                .header("Authorization", oauth(adminKey()), oauth("a:b:c"))
                .get(API + "users/?op=whoami")
                .then()
                .statusCode(401)
                .body(startsWith("Authorization Error: 'Repeated "));
    }

    @Test
    void aClustersTokenIsJudgedBeforeTheKeyBesideIt() {
        wrong().header("X-Muster-Cluster", UUID.randomUUID() + ":token")
                .get(API + "nodegroups/?op=list")
                .then()
                .statusCode(401)
                .body(equalTo("Authorization Error: 'Unknown cluster or wrong cluster token.'"));
    }

    private static RequestSpecification wrong() {
        return anonymous().header("Authorization", oauth("a:b:c"));
    }

    @Test
    void aWrongClusterTokenIsRefusedAndItsHeadersAloneAreIgnored() {
        anonymous()
                .header("X-Muster-Cluster", UUID.randomUUID() + ":token")
                .get(API + "nodegroups/?op=list")
                .then()
                .statusCode(401);
        anonymous()
                .header("X-Muster-Node-Mac", "52:54:00:00:00:01")
                .get(API + "nodegroups/?op=list")
                .then()
                .statusCode(200);
    }

    @Test
    void tokensAreMadeAndTakenBack() {
        JsonPath made = admin().contentType("application/x-www-form-urlencoded")
                .formParam("op", "create_authorisation_token")
                .post(API + "account/")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        String key = made.getString("consumer_key") + ":" + made.getString("token_key") + ":"
                + made.getString("token_secret");
        anonymous()
                .header("Authorization", oauth(key))
                .get(API + "users/?op=whoami")
                .then()
                .statusCode(200);
        admin().contentType("application/x-www-form-urlencoded")
                .formParam("token_key", made.getString("token_key"))
                .post(API + "account/?op=delete_authorisation_token")
                .then()
                .statusCode(204)
                .header("Content-Type", notNullValue());
        anonymous()
                .header("Authorization", oauth(key))
                .get(API + "users/?op=whoami")
                .then()
                .statusCode(401);
    }
}
