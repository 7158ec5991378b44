package dev.muster.region.enlist;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static dev.muster.region.Clients.anonymous;
import static dev.muster.region.Clients.as;
import static dev.muster.region.Clients.enlistment;
import static dev.muster.region.Clients.form;
import static dev.muster.region.Clients.mac;
import static dev.muster.region.Clients.machine;
import static dev.muster.region.Clients.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import dev.muster.model.cluster.ClusterHeaders;
import dev.muster.region.RegionTestResource;
import dev.muster.region.boot.KnownMachines;
import dev.muster.region.node.NodeColumns;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whoever enlists with the address of another machine gets nothing that is that machine's.
@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class ClaimedMacsTest {
    @Inject
    KnownMachines machines;

    private final String own = mac();
    private final String claimed = mac();

    private static String enlist(String seen, String... macs) {
        return enlistment(machine(seen), macs)
                .post(API + "nodes/")
                .then()
                .statusCode(200)
                .extract()
                .path("system_id");
    }

    private static void accept(String systemId) {
        form(admin())
                .formParam("nodes", systemId)
                .post(API + "nodes/?op=accept")
                .then()
                .statusCode(200);
    }

    private static Response boot(String mac) {
        return machine(mac)
                .queryParam("local", "10.0.0.1")
                .queryParam("mac", mac)
                .get(API + "pxeconfig/");
    }

    private static Response preseed(String seen, String systemId) {
        return machine(seen).get("/MAAS/metadata/latest/by-id/" + systemId + "/?op=get_preseed");
    }

    private static List<String> macs(String systemId) {
        return admin().get(API + "nodes/" + systemId + "/macs/")
                .then()
                .extract()
                .path("mac_address");
    }

    private List<String> disputes(String systemId) {
        return machines.texts(
                "select description from node_events where type = 'NODE_MAC_DISPUTED'"
                        + " and node_id = (select id from nodes where system_id = ?) order by id",
                systemId);
    }

    @Test
    void aStrangerWhoEnlistsAnotherMachineWithHisOwnGetsNoKeyForIt() {
        String strangers = enlist(own, claimed, own);
        assertThat(macs(strangers)).containsExactlyInAnyOrder(own, claimed);
        accept(strangers);

        // the machine boots, is nobody yet, enlists, and takes its address with it
        assertThat(preseed(claimed, strangers).statusCode()).isEqualTo(403);
        assertThat(boot(claimed).statusCode()).isEqualTo(204);
        String victim = enlist(claimed, claimed);
        assertThat(victim).isNotEqualTo(strangers);
        assertThat(macs(strangers)).containsExactly(own);
        assertThat(macs(victim)).containsExactly(claimed);
        assertThat(disputes(strangers)).singleElement().asString().contains(claimed, victim);
        assertThat(disputes(victim)).singleElement().asString().contains(claimed, strangers);

        // and whatever is done with it from then on is nothing for the stranger
        accept(victim);
        assertThat(boot(claimed).statusCode()).isEqualTo(200);
        assertThat(preseed(own, victim).statusCode()).isEqualTo(403);
        assertThat(preseed(claimed, victim).statusCode()).isEqualTo(200);
    }

    @Test
    void anAddressThatIsKnownToBeAnotherMachinesIsNotEvenClaimed() {
        String victim = enlist(claimed, claimed);
        String strangers = enlist(own, own, claimed);
        assertThat(macs(strangers)).containsExactly(own);
        assertThat(disputes(victim)).singleElement().asString().contains(claimed, strangers);
        assertThat(disputes(strangers)).singleElement().asString().contains(claimed, victim);
        assertThat(boot(claimed).statusCode()).isEqualTo(200);
    }

    @Test
    void twoMayClaimAnAddressAndItsMachineTakesItFromBoth() {
        String third = mac();
        String one = enlist(own, own, claimed);
        String other = enlist(third, third, claimed);
        admin().queryParam("mac_address", claimed)
                .get(API + "nodes/?op=list")
                .then()
                .body("system_id", hasItems(one, other));
        String its = enlist(claimed, claimed);
        admin().queryParam("mac_address", claimed)
                .get(API + "nodes/?op=list")
                .then()
                .body("system_id", equalTo(List.of(its)));
    }

    @Test
    void aMachineThatEnlistsAgainFromItsOtherCardIsTheSameNode() {
        String node = enlist(own, own, claimed);
        assertThat(boot(claimed).statusCode()).isEqualTo(204);
        assertThat(enlist(claimed, claimed, own)).isEqualTo(node);
        assertThat(boot(claimed).statusCode()).isEqualTo(200);
        assertThat(machines.texts("select description from node_events where type = 'NODE_MAC_SEEN' and mac = ?", own))
                .singleElement()
                .asString()
                .contains(claimed);
        assertThat(disputes(node)).isEmpty();
    }

    /// Who names the address of a node in which nobody named his is a stranger.
    @Test
    void aMachineBecomesNoOtherNodeByNamingItsAddress() {
        String node = enlist(own, own);
        assertThat(enlist(claimed, claimed, own)).isNotEqualTo(node);
    }

    @Test
    void theMachineThatIsCommissionedProvesItsOtherCardsByItsKey() {
        String node = enlist(own, own, claimed);
        accept(node);
        boot(own);
        String preseed = preseed(own, node).then().statusCode(200).extract().asString();
        signal(own, preseed);
        assertThat(boot(claimed).statusCode()).isEqualTo(204);
        signal(claimed, preseed);
        assertThat(boot(claimed).statusCode()).isEqualTo(200);
    }

    private static void signal(String seen, String preseed) {
        var source = new org.yaml.snakeyaml.Yaml()
                .<java.util.Map<String, java.util.Map<String, java.util.Map<String, String>>>>load(preseed)
                .get("datasource")
                .get("MAAS");
        String key = source.get("consumer_key") + ":" + source.get("token_key") + ":" + source.get("token_secret");
        form(machine(seen).header("Authorization", dev.muster.region.Clients.oauth(key)))
                .formParam("op", "signal")
                .formParam("status", "WORKING")
                .post("/MAAS/metadata/2012-03-01/")
                .then()
                .statusCode(200);
    }

    @Test
    void outsideOfACommissioningAKeyProvesNothing() {
        String node = enlist(own, own, claimed);
        accept(node);
        boot(own);
        String preseed = preseed(own, node).then().statusCode(200).extract().asString();
        machines.update("update nodes set status = 9 where system_id = ?", node); // Deploying: a user's
        signal(claimed, preseed);
        assertThat(boot(claimed).statusCode()).isEqualTo(204);
    }

    @Test
    void theRegionItselfTakesMachinesFromAdministratorsOnly() {
        enlistment(anonymous(), own)
                .post(API + "nodes/")
                .then()
                .statusCode(403)
                .body(containsString("through its cluster"));
        enlistment(as(user("u" + own.replace(":", ""))), own)
                .post(API + "nodes/")
                .then()
                .statusCode(403);
        enlistment(anonymous().header(ClusterHeaders.NODE_MAC, own), own)
                .post(API + "nodes/")
                .then()
                .statusCode(403);
        enlistment(machine(claimed), own)
                .post(API + "nodes/")
                .then()
                .statusCode(403)
                .body(containsString(claimed));
        enlistment(machine(""), own)
                .post(API + "nodes/")
                .then()
                .statusCode(403)
                .body(containsString("which machine asks"));
        admin().queryParam("mac_address", own)
                .get(API + "nodes/?op=list")
                .then()
                .body("size()", is(0));
    }

    @Test
    void whatAnAdministratorAddsIsBelievedAndWhatAUserAddsIsClaimed() {
        String name = "o" + own.replace(":", "");
        String key = user(name);
        String node = enlist(own, own);
        machines.update("update nodes set status = 10 where system_id = ?", node);
        machines.update(NodeColumns.update("owner_id", "(select id from users where name = ?)"), name, node);
        String uri = API + "nodes/" + node + "/macs/";
        form(as(key)).formParam("mac_address", claimed).post(uri).then().statusCode(200);
        form(as(key)).formParam("mac_address", claimed).post(uri).then().statusCode(400);
        assertThat(macs(node)).containsExactly(own, claimed);
        assertThat(boot(claimed).statusCode()).isEqualTo(204);
        // nor does it help that the machine says so too: it may be its user's
        String other = enlist(claimed, claimed, own);
        assertThat(other).isNotEqualTo(node);
        assertThat(macs(node)).containsExactly(own);
        admin().delete(API + "nodes/" + other + "/").then().statusCode(204);

        form(as(key)).formParam("mac_address", claimed).post(uri).then().statusCode(200);
        form(admin()).formParam("mac_address", claimed).post(uri).then().statusCode(200);
        assertThat(boot(claimed).statusCode()).isEqualTo(200);
        admin().delete(uri + claimed + "/").then().statusCode(204);
        assertThat(boot(claimed).statusCode()).isEqualTo(204);
    }

    @Test
    void aClaimIsTakenBack() {
        String node = enlist(own, own, claimed);
        String uri = API + "nodes/" + node + "/macs/";
        admin().get(uri + claimed + "/").then().statusCode(200);
        admin().delete(uri + claimed + "/").then().statusCode(204);
        admin().get(uri + claimed + "/").then().statusCode(404);
        admin().delete(uri + own + "/").then().statusCode(409);
    }

    @Test
    void anAdministratorsWordBeatsAClaim() {
        String strangers = enlist(own, own, claimed);
        enlistment(admin(), claimed).post(API + "nodes/").then().statusCode(200);
        assertThat(macs(strangers)).containsExactly(own);
        assertThat(disputes(strangers)).hasSize(1);
    }
}
