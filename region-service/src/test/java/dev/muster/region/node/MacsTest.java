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

import dev.muster.model.event.Topics;
import dev.muster.region.RegionTestResource;
import dev.muster.region.TopicReader;
import dev.muster.region.boot.KnownMachines;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class MacsTest {
    @Inject
    KnownMachines machines;

    private static String macs(String mac) {
        String systemId = enlistment(mac)
                .post(API + "nodes/")
                .then()
                .statusCode(200)
                .extract()
                .path("system_id");
        return API + "nodes/" + systemId + "/macs/";
    }

    private static io.restassured.response.ValidatableResponse add(
            RequestSpecification caller, String uri, String mac) {
        return form(caller).formParam("mac_address", mac).post(uri).then();
    }

    @Test
    void aCardIsAddedReadAndTakenAwayAgain() {
        String first = mac();
        String second = mac();
        String uri = macs(first);
        add(admin(), uri, second.replace(':', '-').toUpperCase(java.util.Locale.ROOT))
                .statusCode(200)
                .body("mac_address", equalTo(second))
                .body("resource_uri", equalTo(uri + second + "/"));
        admin().get(uri).then().statusCode(200).body("mac_address", equalTo(List.of(first, second)));
        admin().get(uri + second + "/").then().statusCode(200).body("mac_address", equalTo(second));
        admin().get(uri.replace("macs/", "")).then().body("macaddress_set.mac_address", hasItem(second));

        admin().delete(uri + first + "/").then().statusCode(204);
        admin().get(uri + first + "/").then().statusCode(404);
        admin().get(uri).then().body("mac_address", equalTo(List.of(second)));
        macs(first);
    }

    @Test
    void aCardThatIsInUseIsRefused() {
        String first = mac();
        String others = mac();
        String uri = macs(first);
        macs(others);
        add(admin(), uri, others)
                .statusCode(400)
                .body("mac_address[0]", equalTo("MAC address " + others + " already in use."));
        add(admin(), uri, first).statusCode(400).body("mac_address", notNullValue());
        add(admin(), uri, "no-mac").statusCode(400).body("mac_address[0]", containsString("'no-mac'"));
        form(admin()).post(uri).then().statusCode(400).body(equalTo("No provided mac_address!"));
    }

    @Test
    void theLastCardStays() {
        String mac = mac();
        String uri = macs(mac);
        admin().delete(uri + mac + "/").then().statusCode(409).body(containsString("only network card"));
        admin().get(uri).then().body("mac_address", equalTo(List.of(mac)));
        admin().delete(uri + "52-54-00-00-00-00/").then().statusCode(404);
        admin().get(API + "nodes/node-none/macs/").then().statusCode(404);
    }

    @Test
    void bootAnswersFollowTheCards() {
        String kept = mac();
        String passing = mac();
        String uri = macs(kept);
        add(admin(), uri, passing).statusCode(200);
        admin().delete(uri + passing + "/").then().statusCode(204);
        try (var answers = TopicReader.of(Topics.BOOT_ANSWER)) {
            List<String> published = answers.values(passing, 2);
            assertThat(published.getFirst()).contains("\"purpose\"");
            assertThat(published.getLast()).isEqualTo("null");
        }
    }

    @Test
    void onlyItsOwnerAndAdministratorsChangeANode() {
        String mac = mac();
        String uri = macs(mac);
        String owner = "owner" + mac.replace(":", "");
        String caller = user(owner);
        add(as(caller), uri, mac()).statusCode(403);
        machines.update(
                NodeColumns.update("owner_id", "(select id from users where name = ?)"), owner, uri.split("/")[5]);
        add(as(user("other" + mac.replace(":", ""))), uri, mac()).statusCode(403);
        anonymous().get(uri).then().statusCode(401);
    }
}
