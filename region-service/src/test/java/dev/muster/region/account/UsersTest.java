package dev.muster.region.account;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static dev.muster.region.Clients.anonymous;
import static dev.muster.region.Clients.as;
import static dev.muster.region.Clients.enlistment;
import static dev.muster.region.Clients.form;
import static dev.muster.region.Clients.login;
import static dev.muster.region.Clients.mac;
import static dev.muster.region.Clients.oauth;
import static dev.muster.region.Clients.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;

import dev.muster.region.RegionTestResource;
import dev.muster.region.boot.KnownMachines;
import dev.muster.region.node.NodeColumns;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class UsersTest {
    @Inject
    KnownMachines machines;

    private static String fresh() {
        return "u" + mac().replace(":", "");
    }

    @Test
    void usersAreMadeReadAndForgotten() {
        String name = fresh();
        as(user(name)).get(API + "users/?op=whoami").then().statusCode(200).body("username", equalTo(name));
        admin().get(API + "users/" + name + "/")
                .then()
                .statusCode(200)
                .body("email", equalTo(name + "@example.com"))
                .body("is_superuser", equalTo(false))
                .body("resource_uri", equalTo(API + "users/" + name + "/"));
        admin().get(API + "users/").then().body("username", hasItems("admin", name));
        String key = login(name, "secret of " + name);
        admin().delete(API + "users/" + name + "/").then().statusCode(204);
        admin().get(API + "users/" + name + "/").then().statusCode(404);
        anonymous()
                .header("Authorization", oauth(key))
                .get(API + "users/")
                .then()
                .statusCode(401);
    }

    @Test
    void wrongFieldsAreNamed() {
        form(admin())
                .formParam("username", "a b")
                .formParam("email", "nobody")
                .formParam("is_superuser", "perhaps")
                .post(API + "users/")
                .then()
                .statusCode(400)
                .body("username", notNullValue())
                .body("email", notNullValue())
                .body("password", notNullValue())
                .body("is_superuser", notNullValue());
        form(admin())
                .formParam("username", "admin")
                .formParam("email", "a@example.com")
                .formParam("password", "x")
                .formParam("is_superuser", "1")
                .post(API + "users/")
                .then()
                .statusCode(400)
                .body("username[0]", containsString("exists already"));
    }

    @Test
    void whoHoldsANodeStays() {
        String name = fresh();
        user(name);
        String node = enlistment(mac()).post(API + "nodes/").then().extract().path("system_id");
        machines.update(NodeColumns.update("owner_id", "(select id from users where name = ?)"), name, node);
        admin().delete(API + "users/" + name + "/")
                .then()
                .statusCode(400)
                .body(containsString("nodes are allocated to this user"));
        admin().get(API + "users/" + name + "/").then().statusCode(200);
    }

    @Test
    void administratorsAreNotLockedOut() {
        admin().delete(API + "users/admin/").then().statusCode(400);
        String caller = user(fresh());
        as(caller).delete(API + "users/admin/").then().statusCode(403);
        form(as(caller))
                .formParam("username", fresh())
                .post(API + "users/")
                .then()
                .statusCode(403);
    }

    @Test
    void onlyTheRightPasswordGivesAKey() {
        String name = fresh();
        user(name);
        refused(name, "wrong");
        refused(fresh(), "secret of " + name);
        refused("admin", "");
        form(anonymous()).post("/MAAS/accounts/authenticate/").then().statusCode(400);
    }

    private static void refused(String name, String password) {
        form(anonymous())
                .formParam("username", name)
                .formParam("password", password)
                .post("/MAAS/accounts/authenticate/")
                .then()
                .statusCode(403);
    }

    @Test
    void noPasswordIsInTheDatabase() {
        String name = fresh();
        user(name);
        assertThat(machines.text("select users::text from users where name = ?", name))
                .contains("210000:")
                .doesNotContain("secret of");
    }
}
