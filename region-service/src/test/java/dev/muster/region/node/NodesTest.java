package dev.muster.region.node;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static dev.muster.region.Clients.anonymous;
import static dev.muster.region.Clients.enlistment;
import static dev.muster.region.Clients.mac;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import dev.muster.region.RegionTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class NodesTest {
    private static String enlisted(String mac, String hostname) {
        return enlistment(mac)
                .formParam("hostname", hostname)
                .post(API + "nodes/")
                .then()
                .statusCode(200)
                .extract()
                .path("system_id");
    }

    private static String name(String mac) {
        return "n" + mac.replace(":", "");
    }

    @Test
    void listsAreFilteredByEachField() {
        String macA = mac();
        String macB = mac();
        String a = enlisted(macA, name(macA));
        String b = enlisted(macB, name(macB) + ".example.com");
        admin().get(API + "nodes/?op=list").then().statusCode(200).body("system_id", hasItem(a));
        admin().queryParam("id", a, b).get(API + "nodes/?op=list").then().body("system_id", equalTo(List.of(a, b)));
        admin().queryParam("hostname", name(macA), name(macB) + ".example.com")
                .get(API + "nodes/?op=list")
                .then()
                .body("system_id", containsInAnyOrder(a, b));
        admin().queryParam("mac_address", macB.replace(':', '-'))
                .get(API + "nodes/?op=list")
                .then()
                .body("system_id", equalTo(List.of(b)));
        admin().queryParam("id", a)
                .queryParam("zone", "default")
                .get(API + "nodes/?op=list")
                .then()
                .body("size()", is(1));
        admin().queryParam("id", a)
                .queryParam("zone", "elsewhere")
                .get(API + "nodes/?op=list")
                .then()
                .statusCode(200)
                .body(equalTo("[]"));
        admin().queryParam("mac_address", "zz")
                .get(API + "nodes/?op=list")
                .then()
                .statusCode(400);
    }

    @Test
    void whetherAMachineIsKnownIsToldToAnybody() {
        String mac = mac();
        anonymous()
                .get(API + "nodes/?op=is_registered&mac_address=" + mac)
                .then()
                .statusCode(200)
                .body(equalTo("false"));
        enlisted(mac, "");
        anonymous()
                .get(API + "nodes/?op=is_registered&mac_address=" + mac)
                .then()
                .body(equalTo("true"));
        anonymous()
                .get(API + "nodes/?op=is_registered")
                .then()
                .statusCode(400)
                .body(equalTo("No provided mac_address!"));
    }

    @Test
    void aNodeIsReadChangedAndDeleted() {
        String mac = mac();
        String id = enlisted(mac, name(mac));
        String uri = API + "nodes/" + id + "/";
        anonymous().get(uri).then().statusCode(401);
        admin().get(uri).then().statusCode(200).body("system_id", is(id)).body("resource_uri", is(uri));
        admin().contentType("application/x-www-form-urlencoded")
                .formParam("hostname", "renamed-" + name(mac))
                .formParam("architecture", "arm64")
                .formParam("power_type", "ipmi")
                .formParam("power_parameters_power_address", "10.0.0.7")
                .formParam("power_parameters_power_pass", "x")
                .put(uri)
                .then()
                .statusCode(200)
                .body("hostname", is("renamed-" + name(mac) + ".local"))
                .body("architecture", is("arm64/generic"))
                .body("power_type", is("ipmi"));
        admin().get(uri + "?op=power_parameters").then().body("power_address", is("10.0.0.7"));
        admin().contentType("application/x-www-form-urlencoded")
                .formParam("architecture", "z80")
                .put(uri)
                .then()
                .statusCode(400)
                .body("architecture", notNullValue());
        admin().delete(uri).then().statusCode(204).header("Content-Type", notNullValue());
        admin().get(uri).then().statusCode(404).contentType("text/plain");
        admin().delete(uri).then().statusCode(404);
        enlisted(mac, "");
    }

    @Test
    void aNameOfAnotherNodeIsRefused() {
        String macA = mac();
        String macB = mac();
        enlisted(macA, name(macA));
        String b = enlisted(macB, name(macB));
        admin().contentType("application/x-www-form-urlencoded")
                .formParam("hostname", name(macA))
                .put(API + "nodes/" + b + "/")
                .then()
                .statusCode(400)
                .body("hostname", notNullValue());
    }
}
