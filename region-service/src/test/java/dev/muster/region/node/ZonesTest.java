package dev.muster.region.node;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static dev.muster.region.Clients.anonymous;
import static dev.muster.region.Clients.as;
import static dev.muster.region.Clients.enlistment;
import static dev.muster.region.Clients.form;
import static dev.muster.region.Clients.mac;
import static dev.muster.region.Clients.user;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import dev.muster.region.RegionTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class ZonesTest {
    private static String fresh() {
        return "zone-" + mac().replace(":", "");
    }

    private static String made(String name) {
        form(admin())
                .formParam("name", name)
                .formParam("description", "row three")
                .post(API + "zones/")
                .then()
                .statusCode(200)
                .body("name", equalTo(name))
                .body("description", equalTo("row three"))
                .body("resource_uri", equalTo(API + "zones/" + name + "/"));
        return API + "zones/" + name + "/";
    }

    @Test
    void zonesAreMadeReadRenamedAndListed() {
        String name = fresh();
        String uri = made(name);
        admin().get(uri).then().statusCode(200).body("description", equalTo("row three"));
        String renamed = fresh();
        form(admin())
                .formParam("name", renamed)
                .put(uri)
                .then()
                .statusCode(200)
                .body("name", equalTo(renamed))
                .body("description", equalTo("row three"));
        admin().get(uri).then().statusCode(404);
        as(user(fresh())).get(API + "zones/").then().statusCode(200).body("name", hasItem(renamed));
        admin().get(API + "zones/").then().body("name", hasItem("default"));
    }

    @Test
    void aNameTwiceOrMalformedIsRefused() {
        String name = fresh();
        made(name);
        form(admin())
                .formParam("name", name)
                .post(API + "zones/")
                .then()
                .statusCode(400)
                .body("name[0]", containsString("exists already"));
        form(admin())
                .formParam("name", "a/b")
                .post(API + "zones/")
                .then()
                .statusCode(400)
                .body("name", notNullValue());
        form(admin()).post(API + "zones/").then().statusCode(400).body("name[0]", equalTo("This field is required."));
        form(admin())
                .formParam("name", "default")
                .put(API + "zones/" + name + "/")
                .then()
                .statusCode(400)
                .body("name[0]", containsString("exists already"));
    }

    @Test
    void nodesOfADeletedZoneGoToTheDefault() {
        String name = fresh();
        String uri = made(name);
        String node = enlistment(mac())
                .formParam("zone", name)
                .post(API + "nodes/")
                .then()
                .statusCode(200)
                .body("zone.name", equalTo(name))
                .extract()
                .path("resource_uri");
        admin().delete(uri).then().statusCode(204);
        admin().get(node).then().body("zone.name", equalTo("default"));
        admin().delete(uri).then().statusCode(404);
    }

    @Test
    void theDefaultZoneStaysAsItIs() {
        admin().delete(API + "zones/default/").then().statusCode(400).body(containsString("cannot be removed"));
        form(admin())
                .formParam("name", fresh())
                .put(API + "zones/default/")
                .then()
                .statusCode(400)
                .body("name[0]", containsString("cannot be renamed"));
    }

    @Test
    void onlyAdministratorsChangeZones() {
        String uri = made(fresh());
        String caller = user(fresh());
        as(caller).delete(uri).then().statusCode(403);
        anonymous().get(uri).then().statusCode(401);
    }
}
