package dev.muster.region.lifecycle;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static dev.muster.region.Clients.anonymous;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.muster.model.node.NodeStatus;
import dev.muster.region.RegionTestResource;
import dev.muster.region.boot.KnownMachines;
import dev.muster.region.node.NodeColumns;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class NodeLifeApiTest {
    @Inject
    LifeNodes nodes;

    @Inject
    KnownMachines machines;

    @Test
    void acceptedMachinesAreCommissionedAndOthersLeftAlone() {
        String fresh = nodes.manual(NodeStatus.NEW);
        String ready = nodes.manual(NodeStatus.READY);
        post(admin(), "nodes/?op=accept", "nodes", fresh, "nodes", ready)
                .statusCode(200)
                .body("system_id", equalTo(List.of(fresh)))
                .body("[0].substatus", is(1));
        post(admin(), "nodes/?op=accept", "nodes", "node-unknown")
                .statusCode(400)
                .body(equalTo("Unknown node(s): node-unknown."));
    }

    @Test
    void aNodeThatIsBrokenSaysWhy() {
        String node = nodes.manual(NodeStatus.READY);
        post(admin(), "nodes/" + node + "/?op=mark_broken", "error_description", "a fan is loud")
                .statusCode(200)
                .body("substatus_name", is("Broken"))
                .body("substatus_message", is("a fan is loud"));
        post(admin(), "nodes/" + node + "/?op=mark_fixed")
                .statusCode(200)
                .body("substatus_name", is("Ready"))
                .body("substatus_message", is(""));
    }

    @Test
    void aUserTakesANodeUsesItAndGivesItBack() {
        String zone = nodes.zone();
        String node = nodes.manual(NodeStatus.READY);
        nodes.into(zone, node);
        String user = machines.authorization();
        post(as(user), "nodes/?op=acquire", "zone", zone, "agent_name", "juju")
                .statusCode(200)
                .body("system_id", is(node))
                .body("status", is(6))
                .body("substatus", is(10));
        post(as(user), "nodes/?op=acquire", "zone", zone)
                .statusCode(409)
                .body(equalTo("No available node matches constraints: zone=" + zone));
        as(user).get(API + "nodes/?op=list_allocated&id=" + node).then().body("system_id", equalTo(List.of(node)));
        as(user).get(API + "nodes/?op=list&agent_name=juju&id=" + node).then().body("size()", is(1));
        as(machines.authorization()).get(API + "nodes/" + node + "/").then().statusCode(403);
        post(as(machines.authorization()), "nodes/" + node + "/?op=release").statusCode(403);
        post(as(user), "nodes/" + node + "/?op=start", "user_data", "not base64!")
                .statusCode(400)
                .body("user_data", equalTo(List.of("This is not base64.")));
        post(as(user), "nodes/" + node + "/?op=start", "user_data", "aGVsbG8=", "distro_series", "ubuntu/trusty")
                .statusCode(200)
                .body("substatus", is(9))
                .body("osystem", is("ubuntu"))
                .body("distro_series", is("trusty"));
        as(user).get(API + "nodes/?op=deployment_status&nodes=" + node).then().body("'" + node + "'", is("Deploying"));
        post(as(user), "nodes/?op=release", "nodes", node).statusCode(200).body("$", equalTo(List.of(node)));
        post(as(user), "nodes/?op=release", "nodes", node).statusCode(200).body(equalTo("[]"));
        admin().get(API + "nodes/" + node + "/")
                .then()
                .body("owner", nullValue())
                .body("substatus", is(4));
    }

    @Test
    void releasingSeveralIsAllOrNothing() {
        String deployed = nodes.manual(NodeStatus.DEPLOYED);
        String commissioning = nodes.manual(NodeStatus.COMMISSIONING);
        post(admin(), "nodes/?op=release", "nodes", deployed, "nodes", commissioning)
                .statusCode(409)
                .body(equalTo(
                        "Node(s) cannot be released in their current state: " + commissioning + " ('Commissioning')."));
        admin().get(API + "nodes/" + deployed + "/").then().body("substatus", is(6));
    }

    @Test
    void acquireFindsWhatItIsAskedForAndNamesWhatItDoesNotKnow() {
        String zone = nodes.zone();
        String small = nodes.manual(NodeStatus.READY);
        String big = nodes.manual(NodeStatus.READY);
        nodes.into(zone, small);
        nodes.into(zone, big);
        nodes.update(NodeColumns.update("cpu_count", "1"), small);
        nodes.update(
                "update node_hardware set cpu_count = 8, memory = 16384, routers = '{00:00:5e:00:53:01}'"
                        + " where node_id = (select id from nodes where system_id = ?)",
                big);
        String tag = "tag-" + UUID.randomUUID();
        nodes.update("insert into tags (name) values (?)", tag);
        nodes.update(
                "insert into node_tags select n.id, t.id from nodes n, tags t where n.system_id = ? and t.name = ?",
                big,
                tag);
        for (String[] constraint : new String[][] {
            {"tags", tag},
            {"cpu_count", "2.0"},
            {"mem", "16384"},
            {"connected_to", "00-00-5e-00-53-01"},
            {"name", nodes.text(big, "hostname")}
        }) {
            acquiredAndReleased(zone, constraint).body("system_id", is(big));
        }
        for (String[] constraint : new String[][] {
            {"not_tags", tag}, {"not_connected_to", "00:00:5e:00:53:01"}, {"arch", "amd64"}, {"arch", "amd64/generic"}
        }) {
            acquiredAndReleased(zone, constraint).body("system_id", is(small));
        }
        post(admin(), "nodes/?op=acquire", "zone", zone, "arch", "arm64").statusCode(409);
        post(admin(), "nodes/?op=acquire", "zone", zone, "not_in_zone", zone).statusCode(409);
        for (String[] wrong : new String[][] {
            {"tags", "no-such-tag"},
            {"cpu_count", "many"},
            {"mem", "-1"},
            {"arch", "z80"},
            {"zone", "nowhere"},
            {"not_in_zone", "nowhere"},
            {"connected_to", "router"},
            {"networks", "no-such-network"},
            {"networks", "ip:999.1.1.1"},
            {"networks", "vlan:7"},
            {"colour", "red"}
        }) {
            post(admin(), "nodes/?op=acquire", wrong).statusCode(400).body(wrong[0] + ".size()", is(1));
        }
    }

    @Test
    void aNodeInANetworkIsFoundByNameAndByAddress() {
        String zone = nodes.zone();
        String node = nodes.manual(NodeStatus.READY);
        nodes.into(zone, node);
        String name = "net" + UUID.randomUUID();
        nodes.update(
                "insert into subnets (cluster_id, name, interface_name, cidr, server_ip)"
                        + " select cluster_id, ?, 'eth9', '10.97.0.0/24', '10.97.0.1' from nodes where system_id = ?",
                name,
                node);
        post(admin(), "nodes/?op=acquire", "zone", zone, "networks", name).statusCode(409);
        nodes.update(
                "insert into leases (cluster, address, mac, expires) select c.uuid, '10.97.0.77', m.mac,"
                        + " now() + interval '1 hour' from nodes n join clusters c on c.id = n.cluster_id"
                        + " join mac_addresses m on m.node_id = n.id where n.system_id = ?",
                node);
        post(admin(), "nodes/?op=acquire", "zone", zone, "not_networks", name).statusCode(409);
        acquiredAndReleased(zone, "networks", name).body("ip_addresses", equalTo(List.of("10.97.0.77")));
        acquiredAndReleased(zone, "networks", "ip:10.97.0.5").body("system_id", is(node));
    }

    @Test
    void whatTheStateDoesNotAllowIsAConflictInMaassWords() {
        String node = nodes.manual(NodeStatus.READY);
        post(admin(), "nodes/" + node + "/?op=start")
                .statusCode(409)
                .contentType(startsWith("text/plain"))
                .body(equalTo("Invalid transition: Ready -> Deploying."));
        post(admin(), "nodes/" + node + "/?op=mark_fixed").statusCode(409);
        post(admin(), "nodes/" + node + "/?op=abort_operation").statusCode(409);
        post(admin(), "nodes/" + node + "/?op=release").statusCode(200).body("substatus", is(4));
        post(admin(), "nodes/" + node + "/?op=stop").statusCode(200).body(equalTo("null"));
        post(admin(), "nodes/" + node + "/?op=stop", "stop_mode", "gentle").statusCode(400);
        post(admin(), "nodes/" + node + "/?op=commission").statusCode(200).body("substatus", is(1));
        post(anonymous(), "nodes/" + node + "/?op=commission").statusCode(401);
        post(as(machines.authorization()), "nodes/" + node + "/?op=commission").statusCode(403);
    }

    @Test
    void aPowerOrderThatIsNotFinishedIsTriedAgainLater() {
        String node = nodes.switched(NodeStatus.READY);
        post(admin(), "nodes/" + node + "/?op=commission").statusCode(200);
        post(admin(), "nodes/" + node + "/?op=abort_operation").statusCode(503).header("Retry-After", "10");
        admin().get(API + "nodes/" + node + "/").then().body("substatus", is(1));
    }

    @Test
    void aNodeIsSwitchedOffAsItIsSaid() {
        String hard = nodes.switched(NodeStatus.DEPLOYED);
        post(admin(), "nodes/" + hard + "/?op=stop").statusCode(200).body("system_id", is(hard));
        assertThat(nodes.orders(hard)).containsExactly("off");
        String soft = nodes.switched(NodeStatus.DEPLOYED);
        post(admin(), "nodes/" + soft + "/?op=stop", "stop_mode", "soft").statusCode(200);
        assertThat(nodes.orders(soft)).containsExactly("soft_off");
    }

    @Test
    void aDeployedNodeIsSwitchedOnAsItIs() {
        String node = nodes.switched(NodeStatus.DEPLOYED);
        nodes.update(NodeColumns.update("netboot", "false"), node);
        post(admin(), "nodes/" + node + "/?op=start").statusCode(200).body("substatus", is(6));
        assertThat(nodes.orders(node)).containsExactly("on");
        assertThat(nodes.text(node, "netboot")).isEqualTo("false");
    }

    @Test
    void allMachinesThatWaitAreAcceptedAndNoOthers() {
        String one = nodes.manual(NodeStatus.NEW);
        String two = nodes.manual(NodeStatus.NEW);
        String ready = nodes.manual(NodeStatus.READY);
        String broken = nodes.manual(NodeStatus.BROKEN);
        post(admin(), "nodes/?op=accept_all")
                .statusCode(200)
                .body("system_id", hasItems(one, two))
                .body("system_id", not(hasItem(ready)))
                .body("system_id", not(hasItem(broken)));
        assertThat(nodes.status(one)).isEqualTo(NodeStatus.COMMISSIONING);
        assertThat(nodes.status(two)).isEqualTo(NodeStatus.COMMISSIONING);
        assertThat(nodes.status(ready)).isEqualTo(NodeStatus.READY);
        assertThat(nodes.status(broken)).isEqualTo(NodeStatus.BROKEN);
        post(as(machines.authorization()), "nodes/?op=accept_all").statusCode(403);
    }

    @Test
    void administratorsSetWhatANodeIs() {
        String node = nodes.manual(NodeStatus.READY);
        String zone = nodes.zone();
        put(admin(), node, "cpu_count", "4", "memory", "2048", "storage", "8000", "boot_type", "di", "zone", zone)
                .statusCode(200)
                .body("cpu_count", is(4))
                .body("memory", is(2048))
                .body("storage", is(8000))
                .body("zone.name", is(zone));
        put(admin(), node, "boot_type", "cdrom").statusCode(400).body("boot_type.size()", is(1));
        put(admin(), node, "cpu_count", "-4").statusCode(400).body("cpu_count.size()", is(1));
        put(admin(), node, "zone", "nowhere").statusCode(400).body("zone.size()", is(1));
        post(admin(), "nodes/?op=set_zone", "zone", "default", "nodes", node).statusCode(200);
        admin().get(API + "nodes/" + node + "/").then().body("zone.name", is("default"));
        admin().get(API + "nodes/?op=power_parameters&id=" + node).then().body("size()", is(1));
    }

    @Test
    void aCardClaimsAnAddressThatNobodyElseGets() {
        String node = nodes.manual(NodeStatus.READY);
        nodes.update(
                "insert into subnets (cluster_id, name, interface_name, cidr, server_ip, management, range_low, range_high)"
                        + " select cluster_id, 'eth8', 'eth8', '10.96.0.0/29', '10.96.0.1', 1, '10.96.0.2', '10.96.0.4'"
                        + " from nodes where system_id = ?",
                node);
        nodes.update(
                "insert into mac_addresses (mac, node_id, position)"
                        + " select ?, id, 1 from nodes where system_id = ?",
                machines.freshMac().value(),
                node);
        List<String> macs = machines.texts(
                "select mac from mac_addresses where node_id = (select id from nodes where system_id = ?)"
                        + " order by position",
                node);
        String claim = "nodes/" + node + "/?op=claim_sticky_ip_address";
        post(admin(), claim, "requested_address", "10.96.0.3").statusCode(403);
        post(admin(), claim, "requested_address", "10.1.0.3").statusCode(403);
        post(admin(), claim, "requested_address", "ten").statusCode(400).body("requested_address.size()", is(1));
        post(admin(), claim).statusCode(200).body("ip_addresses", equalTo(List.of("10.96.0.5")));
        post(admin(), claim).statusCode(409).body(containsString("10.96.0.5"));
        post(admin(), claim, "mac_address", macs.get(1), "requested_address", "10.96.0.5")
                .statusCode(404);
        post(admin(), claim, "mac_address", "00:00:5e:00:53:02").statusCode(400).body("mac_address.size()", is(1));
        post(admin(), claim, "mac_address", macs.get(1), "requested_address", "10.96.0.6")
                .statusCode(200);
    }

    private ValidatableResponse acquiredAndReleased(String zone, String... constraint) {
        var answer = post(admin(), "nodes/?op=acquire", "zone", zone, constraint[0], constraint[1]);
        answer.statusCode(200);
        post(admin(), "nodes/?op=release", "nodes", answer.extract().path("system_id"))
                .statusCode(200);
        return answer;
    }

    private static RequestSpecification as(String authorization) {
        return anonymous().header("Authorization", authorization);
    }

    private static ValidatableResponse post(RequestSpecification caller, String uri, String... form) {
        return form(caller, form).post(API + uri).then();
    }

    private static ValidatableResponse put(RequestSpecification caller, String node, String... form) {
        return form(caller, form).put(API + "nodes/" + node + "/").then();
    }

    private static RequestSpecification form(RequestSpecification caller, String... form) {
        RequestSpecification request = caller.contentType("application/x-www-form-urlencoded");
        for (int i = 0; i < form.length; i += 2) {
            request = request.formParam(form[i], form[i + 1]);
        }
        return request;
    }
}
