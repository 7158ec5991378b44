package dev.muster.region.api;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static dev.muster.region.Clients.anonymous;
import static dev.muster.region.Clients.enlistment;
import static dev.muster.region.Clients.form;
import static dev.muster.region.Clients.mac;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import dev.muster.region.RegionTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A last segment `op-<name>` is what `?op=<name>` is.
@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class NamedPathTest {
    @Inject
    Catalogue catalogue;

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
    void theOperationThatThePathNamesIsRun() {
        String node = node();
        form(admin())
                .formParam("error_description", "smoke")
                .post(node + "op-mark_broken")
                .then()
                .statusCode(200)
                .body("substatus_message", equalTo("smoke"));
        admin().get(API + "nodes/op-list").then().statusCode(200).body("system_id", hasItem(node.split("/")[5]));
        admin().head(API + "nodes/op-list/").then().statusCode(200);
    }

    @Test
    void whoMayNotRunItMayNotRunItByItsPath() {
        anonymous().get(API + "nodes/op-list").then().statusCode(401);
        anonymous().get(API + "nodegroups/op-list").then().statusCode(200);
    }

    @Test
    void anotherOperationBesideIsRefused() {
        String node = node();
        admin().get(API + "nodes/op-list?op=list").then().statusCode(200);
        admin().get(API + "nodes/op-list?op=").then().statusCode(200);
        form(admin())
                .formParam("op", "mark_fixed")
                .post(node + "op-mark_broken")
                .then()
                .statusCode(400)
                .body("", aMapWithSize(1))
                .body("op[0]", startsWith("The path names the operation 'mark_broken'"));
        admin().get(API + "nodes/op-list?op=list_allocated")
                .then()
                .statusCode(400)
                .body("", aMapWithSize(1));
        admin().get(node).then().statusCode(200).body("substatus_name", equalTo("Commissioning"));
    }

    @Test
    void anEmptyNameOfAnOperationCountsAsNone() {
        admin().get(node() + "?op=").then().statusCode(200);
    }

    @Test
    void aNameThatIsNoOperationStaysANameOfAThing() {
        form(admin()).formParam("name", "op-west").post(API + "zones/").then().statusCode(200);
        admin().get(API + "zones/op-west/").then().statusCode(200).body("name", equalTo("op-west"));
        admin().delete(API + "zones/op-west/").then().statusCode(204);
        assertThat(catalogue
                        .at("DELETE", List.of("tags", "op-list"))
                        .orElseThrow()
                        .values())
                .containsEntry("name", "op-list");
        admin().get(API + "nodes/no-such/op-no_such").then().statusCode(404).body(startsWith("Unknown API endpoint"));
    }

    @Test
    void aMethodThatTheOperationHasNotIsToldThoseThatItHas() {
        admin().put(API + "nodes/no-such/op-start").then().statusCode(405).header("Allow", equalTo("POST"));
        admin().patch(API + "nodes/no-such/op-start").then().statusCode(405).header("Allow", equalTo("POST"));
        admin().options(API + "nodes/no-such/op-details").then().statusCode(204).header("Allow", equalTo("GET"));
    }
}
