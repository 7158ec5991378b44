package dev.muster.region.tags;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static dev.muster.region.Clients.as;
import static dev.muster.region.Clients.enlistment;
import static dev.muster.region.Clients.form;
import static dev.muster.region.Clients.mac;
import static dev.muster.region.Clients.user;
import static dev.muster.testing.Await.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import dev.muster.region.RegionTestResource;
import dev.muster.region.boot.KnownMachines;
import dev.muster.region.metadata.Machines;
import dev.muster.region.node.NodeColumns;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class TagsTest {
    @Inject
    KnownMachines machines;

    @Inject
    Machines fresh;

    @BeforeEach
    void onlyOurTags() {
        fresh.noneHasHardwareOrTags();
    }

    private static String fresh() {
        return "tag-" + mac().replace(":", "");
    }

    private static ValidatableResponse add(String name, String definition) {
        return form(admin())
                .formParam("name", name)
                .formParam("comment", "for a test")
                .formParam("definition", definition)
                .post(API + "tags/?op=new")
                .then();
    }

    private static String node() {
        return enlistment(mac())
                .post(API + "nodes/")
                .then()
                .statusCode(200)
                .extract()
                .path("system_id");
    }

    private String commissioned(int bytes) {
        String node = node();
        String lshw = "<list><node id=\"memory\"><size units=\"bytes\">" + bytes + "</size></node></list>";
        machines.update(NodeColumns.update("lshw"), lshw.getBytes(StandardCharsets.UTF_8), node);
        return node;
    }

    /// Waits until no node is due.
    private void evaluated() {
        await("no node is due").until(() -> machines.text("select count(*)::text from tags_due")
                .equals("0"));
    }

    @Test
    void tagsAreMadeReadChangedAndRemoved() {
        String name = fresh();
        String uri = API + "tags/" + name + "/";
        add(name, "")
                .statusCode(200)
                .body("name", equalTo(name))
                .body("definition", equalTo(""))
                .body("comment", equalTo("for a test"))
                .body("kernel_opts", equalTo(""))
                .body("resource_uri", equalTo(uri));
        String renamed = fresh();
        form(admin())
                .formParam("name", renamed)
                .formParam("kernel_opts", "console=ttyS1")
                .put(uri)
                .then()
                .statusCode(200)
                .body("kernel_opts", equalTo("console=ttyS1"))
                .body("comment", equalTo("for a test"));
        as(user(fresh())).get(API + "tags/?op=list").then().statusCode(200).body("name", hasItem(renamed));
        admin().get(uri).then().statusCode(404);
        admin().delete(API + "tags/" + renamed + "/").then().statusCode(204);
        admin().get(API + "tags/" + renamed + "/").then().statusCode(404);
    }

    @Test
    void wrongFieldsAreNamedAtOnce() {
        String name = fresh();
        add(name, "//node[").statusCode(400).body("definition[0]", containsString("expression"));
        add("no spaces", ")").statusCode(400).body("definition", notNullValue()).body("name", notNullValue());
        add("", "").statusCode(400).body("name[0]", equalTo("This field is required."));
        add(name, "").statusCode(200);
        add(name, "").statusCode(400).body("name[0]", containsString("exists already"));
        form(admin())
                .formParam("definition", "//node[")
                .put(API + "tags/" + name + "/")
                .then()
                .statusCode(400)
                .body("definition", notNullValue());
        form(admin())
                .formParam("kernel_opts", "a\nb")
                .put(API + "tags/" + name + "/")
                .then()
                .statusCode(400)
                .body("kernel_opts", notNullValue());
    }

    @Test
    void aTagIsPutOnNodesAndTakenOffByHand() {
        String name = fresh();
        String uri = API + "tags/" + name + "/";
        add(name, "").statusCode(200);
        String a = node();
        String b = node();
        form(admin())
                .formParam("add", a, b, "node-none")
                .post(uri + "?op=update_nodes")
                .then()
                .statusCode(200)
                .body("added", equalTo(2))
                .body("removed", equalTo(0));
        admin().get(API + "nodes/" + a + "/").then().body("tag_names", equalTo(List.of(name)));
        form(admin())
                .formParam("add", b)
                .formParam("remove", a)
                .post(uri + "?op=update_nodes")
                .then()
                .body("added", equalTo(0))
                .body("removed", equalTo(1));
        admin().get(uri + "?op=nodes").then().statusCode(200).body("system_id", equalTo(List.of(b)));
        admin().delete(uri).then().statusCode(204);
        admin().get(API + "nodes/" + b + "/").then().body("tag_names", empty());
    }

    @Test
    void aDefinitionFindsTheNodesThatItFits() throws InterruptedException {
        String small = commissioned(1000);
        String middle = commissioned(2000);
        String large = commissioned(3000);
        node();
        String name = fresh();
        String uri = API + "tags/" + name + "/";
        add(name, "//node[@id='memory']/size > 1500").statusCode(200);
        evaluated();
        admin().get(uri + "?op=nodes").then().body("system_id", containsInAnyOrder(middle, large));
        form(admin())
                .formParam("definition", "//node[@id='memory']/size < 2500")
                .put(uri)
                .then()
                .statusCode(200);
        evaluated();
        admin().get(uri + "?op=nodes").then().body("system_id", containsInAnyOrder(small, middle));
        form(admin()).formParam("remove", small).post(uri + "?op=update_nodes");
        form(admin()).post(uri + "?op=rebuild").then().statusCode(200).body("rebuilding", equalTo(name));
        evaluated();
        admin().get(uri + "?op=nodes").then().body("system_id", containsInAnyOrder(small, middle));
    }

    @Test
    void anUpdateForAnOldDefinitionIsRefused() {
        String name = fresh();
        add(name, "//node").statusCode(200);
        form(admin())
                .formParam("definition", "//other")
                .formParam("add", node())
                .post(API + "tags/" + name + "/?op=update_nodes")
                .then()
                .statusCode(409)
                .body(containsString("doesn't match current definition '//node'"));
    }

    @Test
    void othersSeeOnlyTheNodesThatTheyMaySee() {
        String name = fresh();
        add(name, "").statusCode(200);
        String free = node();
        String taken = node();
        machines.update(NodeColumns.update("owner_id", "1"), taken);
        form(admin()).formParam("add", free, taken).post(API + "tags/" + name + "/?op=update_nodes");
        String caller = user(fresh());
        as(caller).get(API + "tags/" + name + "/?op=nodes").then().body("system_id", equalTo(List.of(free)));
        as(caller).delete(API + "tags/" + name + "/").then().statusCode(403);
    }
}
