package dev.muster.region.node;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static dev.muster.region.Clients.anonymous;
import static dev.muster.region.Clients.as;
import static dev.muster.region.Clients.enlistment;
import static dev.muster.region.Clients.form;
import static dev.muster.region.Clients.mac;
import static dev.muster.region.Clients.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import dev.muster.model.node.NodeStatus;
import dev.muster.region.RegionTestResource;
import dev.muster.region.boot.KnownMachines;
import dev.muster.testing.Await;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class ZonesTest {
    @Inject
    KnownMachines machines;

    @Inject
    Zones zones;

    @Inject
    NodeLock lock;

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

    /// Who locks several nodes begins with the lowest number, wherever their rows are.
    @Test
    void theNodesOfAZoneThatGoesAreLockedInTheirOrder() throws Exception {
        String name = fresh();
        made(name);
        long first = nodeIn(name);
        long second = nodeIn(name);
        // its row is behind the other's now
        machines.update("update nodes set architecture = 'amd64/other' where id = ?", first);
        var removal = new AtomicReference<CompletableFuture<Boolean>>();
        QuarkusTransaction.requiringNew().run(() -> {
            lock.of(first);
            removal.set(CompletableFuture.supplyAsync(() -> zones.remove(name)));
            Await.await("the removal waits")
                    .until(() -> elsewhere(() -> machines.text("""
                            select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%nodes%zone_id%'
                            """).equals("1")));
            assertThat(elsewhere(() -> lock.ifFree(second).isPresent()))
                    .as("the second one is free meanwhile")
                    .isTrue();
        });
        assertThat(removal.get().get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(machines.texts("select zone from node_details where id in (?, ?)", first, second))
                .containsExactly("default", "default");
    }

    private static boolean elsewhere(Callable<Boolean> question) {
        return QuarkusTransaction.requiringNew().call(question);
    }

    private long nodeIn(String zone) {
        String node = machines.node("zoned-" + fresh(), NodeStatus.READY, machines.freshMac(), machines.cluster());
        machines.update(
                "update nodes set zone_id = (select id from zones where name = ?) where system_id = ?", zone, node);
        return Long.parseLong(machines.text("select id::text from nodes where system_id = ?", node));
    }
}
