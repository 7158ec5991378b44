package dev.muster.region.api;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static dev.muster.region.Clients.as;
import static dev.muster.region.Clients.enlistment;
import static dev.muster.region.Clients.form;
import static dev.muster.region.Clients.mac;
import static dev.muster.region.Clients.user;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.muster.region.RegionTestResource;
import dev.muster.region.boot.KnownMachines;
import dev.muster.region.node.NodeColumns;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is wrong with a field, or with the thing that a path names, is said so that a person knows what to do.
@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class FieldsTest {
    @Inject
    KnownMachines machines;

    private static String node() {
        return API + "nodes/"
                + enlistment(admin(), mac())
                        .post(API + "nodes/")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("system_id") + "/";
    }

    @Test
    void fieldsThatNobodyWouldReadAreRefusedWithThoseThatThereAre() {
        form(admin())
                .formParam("hostnam", "typo")
                .formParam("distro-series", "trixie")
                .formParam("cpu_count", "4")
                .put(node())
                .then()
                .statusCode(400)
                .body("", aMapWithSize(2))
                .body("hostnam[0]", startsWith("There is no such field here. There are: hostname, architecture, "))
                .body("distro-series[0]", containsString("distro_series"));
        admin().contentType("application/json")
                .body(Map.of("name", "x", "colour", "red"))
                .post(API + "zones/")
                .then()
                .statusCode(400)
                .body("colour[0]", containsString("There are: name, description."));
        form(admin())
                .formParam("op", "accept_all")
                .formParam("nodes", "x")
                .post(API + "nodes/")
                .then()
                .statusCode(400)
                .body("nodes[0]", containsString("There is none."));
        admin().multiPart("op", "new")
                .multiPart("nme", "x", new byte[] {1}, "application/octet-stream")
                .post(API + "tags/")
                .then()
                .statusCode(400)
                .body("nme[0]", containsString("no such field"));
    }

    @Test
    void whatClientsOfMaasSendBesideIsTaken() {
        form(admin())
                .formParam("op", "")
                .formParam("format", "json")
                .formParam("hostname", "")
                .formParam("power_parameters_skip_check", "true")
                .put(node())
                .then()
                .statusCode(200);
        enlistment(admin(), mac())
                .formParam("after_commissioning_action", "0")
                .formParam("hostname", "")
                .formParam("power_parameters", "")
                .post(API + "nodes/")
                .then()
                .statusCode(200);
        form(admin()).body("anything=1").delete(node()).then().statusCode(204);
    }

    @Test
    void fieldsOfAdministratorsAreRefusedToOthersAndNotPassedOver() {
        String name = "f" + mac().replace(":", "");
        String caller = user(name);
        String node = node();
        machines.update(
                NodeColumns.update("owner_id", "(select id from users where name = ?)"), name, node.split("/")[5]);
        form(as(caller))
                .formParam("distro_series", "trixie")
                .formParam("zone", "default")
                .formParam("power_parameters_power_address", "10.0.0.9")
                .put(node)
                .then()
                .statusCode(400)
                .body("zone[0]", equalTo("Only an administrator sets this."))
                .body("power_parameters_power_address[0]", equalTo("Only an administrator sets this."));
        form(as(caller)).formParam("distro_series", "trixie").put(node).then().statusCode(200);
    }

    @Test
    void aPowerTypeThatThereIsNotIsAnsweredWithThoseThatThereAre() {
        var complaint =
                allOf(startsWith("'ipmii' is not a power type. Choices are: amt, "), containsString("ipmi, manual, "));
        form(admin())
                .formParam("power_type", "ipmii")
                .put(node())
                .then()
                .statusCode(400)
                .body("power_type[0]", complaint);
        enlistment(admin(), mac())
                .formParam("power_type", "ipmii")
                .post(API + "nodes/")
                .then()
                .statusCode(400)
                .body("power_type[0]", complaint);
    }

    @Test
    void numbersAreToldTheirRange() {
        form(admin())
                .formParam("op", "acquire")
                .formParam("mem", "-1")
                .post(API + "nodes/")
                .then()
                .statusCode(400)
                .body("mem[0]", equalTo("A positive number is expected."));
        form(admin())
                .formParam("memory", "99999999999")
                .put(node())
                .then()
                .statusCode(400)
                .body("memory[0]", equalTo("A whole number from 0 to 2147483647 is expected."));
    }

    @Test
    void whatIsNotThereIsNamed() {
        for (var missing : Map.of(
                        "nodes/no-such/", "No node with id 'no-such'.",
                        "nodes/no-such/macs/", "No node with id 'no-such'.",
                        "zones/no-such/", "No zone with name 'no-such'.",
                        "tags/no-such/", "No tag with name 'no-such'.",
                        "users/no-such/", "No user with name 'no-such'.",
                        "nodegroups/no-such/", "No cluster with uuid 'no-such'.",
                        "commissioning-scripts/no-such", "No commissioning script with name 'no-such'.",
                        "account/prefs/sshkeys/7777777/", "No SSH key with id '7777777'.")
                .entrySet()) {
            admin().get(API + missing.getKey()).then().statusCode(404).body(equalTo(missing.getValue()));
        }
        admin().get(node() + "macs/00:00:5e:00:53:01/")
                .then()
                .statusCode(404)
                .body(equalTo("No MAC address of this node '00:00:5e:00:53:01'."));
        admin().get(API + "nodes/" + "x".repeat(1_000) + "/")
                .then()
                .statusCode(404)
                .body(not(containsString("x".repeat(201))));
    }
}
