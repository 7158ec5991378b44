package dev.muster.region.power;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static dev.muster.region.Clients.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.muster.model.node.NodeStatus;
import dev.muster.region.RegionTestResource;
import dev.muster.region.bmc.NodePower;
import dev.muster.region.boot.KnownMachines;
import dev.muster.region.cluster.Clusters;
import dev.muster.region.metadata.Machine;
import dev.muster.region.metadata.Machines;
import dev.muster.region.metadata.Multipart;
import dev.muster.region.node.MachinePower;
import dev.muster.region.refusal.RefusedException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A machine says where its own BMC is; what an administrator says goes before.
@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class BmcNetworksTest {
    private static final String FAR = "203.0.113.9";

    @Inject
    Machines machines;

    @Inject
    ClusterPower power;

    @Inject
    PowerWatch watch;

    @Inject
    CommandTable table;

    @Inject
    NodePower nodePower;

    @Inject
    PowerEndings endings;

    @Inject
    Clusters clusters;

    @Inject
    MachinePower machinePower;

    @Inject
    KnownMachines rows;

    private FakeCluster cluster;

    @BeforeEach
    void aCluster() {
        cluster = FakeCluster.joined();
        rows.update(
                "insert into subnets (cluster_id, name, interface_name, cidr, server_ip)"
                        + " select id, 'eth1', 'eth1', '203.0.114.0/24', '203.0.114.1' from clusters where uuid = ?",
                cluster.uuid());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.9", "172.31.255.1", "192.168.7.9:623", "fd00:1::9", "[fd00:1::9]:623", "203.0.114.9", ""
            })
    void theSubnetsOfTheClusterAndPrivateNetworksAreBelieved(String address) throws Exception {
        String node = cluster.enlisted("ipmi", address);
        assertThat(events(node, "NODE_BMC_REFUSED")).isEmpty();
        commission(node);
        assertThat(commands(node)).isEqualTo(1);
        cluster.fetch(command(node)).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                FAR,
                "203.0.115.9",
                "127.0.0.1",
                "[::1]:623",
                "::ffff:127.0.0.1",
                "0.0.0.0",
                "169.254.169.254",
                "fe80::1",
                "ff02::1",
                "224.0.0.1",
                "2620:fe::9",
                "203.0.114.1",
                "10.0.0.9:22",
                "10.9",
                "010.0.0.9",
                "10.0.0.09",
                "10.00.0.9:623",
                "[10.0.0.9]",
                "[010.0.0.9]:623",
                "::ffff:010.0.0.9",
                "167772169",
                "bmc.example.org",
                "10.0.0.9.nip.example",
                "10.0.0.9 10.0.0.8",
                "10.0.0.9\u00a0"
            })
    void anyOtherBmcIsNotAskedUntilAnAdministratorNamesIt(String address) throws Exception {
        String node = cluster.enlisted("ipmi", address);
        assertThat(events(node, "NODE_BMC_REFUSED"))
                .singleElement()
                .asString()
                .contains("administrator sets power_parameters_power_address");
        commission(node);
        assertThat(commands(node)).isZero();
        assertThat(events(node, "NODE_POWER_BY_HAND"))
                .singleElement()
                .asString()
                .contains("The BMC that the machine");
        assertThatThrownBy(() -> power.query(node))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("is not asked until");

        // whatever it is
        set(node, "power_parameters_power_address", FAR);
        power.on(node);
        assertThat(commands(node)).isEqualTo(1);
        cluster.fetch(command(node)).then().statusCode(200).body("parameters.power_address", is(FAR));
    }

    @Test
    void theEventNamesAddressAndSetting() throws Exception {
        String node = cluster.enlisted("ipmi", FAR);
        assertThat(events(node, "NODE_BMC_REFUSED"))
                .containsExactly("The BMC that the machine names, " + FAR
                        + ", is in none of the networks of muster.power.bmc-networks: it is not asked until an"
                        + " administrator sets power_parameters_power_address");
    }

    @Test
    void aCommandThatIsUnderWayGoesToNoOtherBmc() throws Exception {
        String node = cluster.enlisted("ipmi", "10.0.0.9");
        commission(node);
        UUID command = command(node);
        cluster.fetch(command).then().statusCode(200);
        machinePower.said(node, "ipmi", Map.of("power_address", FAR));
        cluster.fetch(command).then().statusCode(410).body(containsString(FAR));
    }

    @Test
    void aPasswordAloneSaysNothingOfTheAddress() throws Exception {
        String node = cluster.enlisted("ipmi", FAR);
        set(node, "power_parameters_power_pass", "other");
        commission(node);
        assertThat(commands(node)).isZero();
    }

    /// The machine's address would be asked before what the administrator named is looked for.
    @Test
    void anAdministratorsMacAddressDoesNotVouchForTheAddressThatTheMachineNamed() throws Exception {
        String node = cluster.enlisted("ipmi", FAR);
        set(node, "power_parameters_mac_address", "");
        power(node, "power_address", FAR);
        commission(node);
        assertThat(commands(node)).isZero();

        set(node, "power_parameters_mac_address", "52:54:00:00:00:09");
        power(node, "power_address", null);
        power(node, "power_pass", "p");
        assertThat(machinePower.isItsWord(node)).isFalse();
        power.on(node);
        assertThat(commands(node)).isEqualTo(1);
    }

    @Test
    void aBridgeDoesNotVouchForTheAddressThatTheMachineNamed() throws Exception {
        String node = cluster.enlisted("moonshot", FAR);
        form(admin())
                .formParam("power_parameters_power_hwaddress", "-B 0")
                .put(API + "nodes/" + node + "/")
                .then()
                .statusCode(400)
                .body(containsString("power_parameters_power_address"));
        form(admin())
                .formParam("power_parameters_power_hwaddress", "-B 0")
                .formParam("power_parameters_skip_check", "true")
                .put(API + "nodes/" + node + "/")
                .then()
                .statusCode(200);
        power(node, "power_address", null);
    }

    @Test
    void anAdministratorsMacAddressCountsWhereNoAddressIsStored() throws Exception {
        String node = cluster.enlisted("ipmi", "");
        set(node, "power_parameters_mac_address", "52:54:00:00:00:09");
        assertThat(machinePower.isItsWord(node)).isFalse();
        power(node, "mac_address", "52:54:00:00:00:09");
    }

    /// Else what it said for one way would be taken for what the administrator says for another.
    @Test
    void anotherPowerTypeTakesNothingOverOfWhatTheMachineSaid() throws Exception {
        String node = cluster.enlisted("ipmi", FAR);
        form(admin())
                .formParam("power_type", "moonshot")
                .formParam("power_parameters_power_hwaddress", "-B 0")
                .put(API + "nodes/" + node + "/")
                .then()
                .statusCode(400)
                .body(containsString("power_parameters_power_address"));
        set(node, "power_type", "manual");
        admin().get(API + "nodes/" + node + "/?op=power_parameters").then().body("power_address", is((Object) null));
    }

    @Test
    void whatCommissioningFindsIsAskedWhereItIsAllowed() throws Exception {
        Machine machine = commissioning();
        signal(machine, FAR);
        assertThat(machine.events("NODE_BMC_REFUSED")).hasSize(1);
        signal(machine, "10.0.0.7");
        assertThat(machine.events("NODE_BMC_REFUSED")).hasSize(1);
    }

    /// Commissioning finds it every time.
    @Test
    void theBmcThatAnAdministratorNamedStaysHisWord() throws Exception {
        Machine machine = commissioning();
        form(admin())
                .formParam("power_type", "ipmi")
                .formParam("power_parameters_power_address", FAR)
                .put(API + "nodes/" + machine.systemId + "/")
                .then()
                .statusCode(200);
        signal(machine, FAR);
        assertThat(machine.events("NODE_BMC_REFUSED")).isEmpty();
        signal(machine, "203.0.113.10");
        assertThat(machine.events("NODE_BMC_REFUSED")).hasSize(1);
    }

    @Test
    void theRoundOfLooksPassesThemOver() throws Exception {
        String refused = cluster.enlisted("ipmi", FAR);
        String asked = cluster.enlisted("ipmi", "10.0.0.9");
        rows.update("update node_power set polled = now() where type <> ''");
        rows.update("update nodes set status = 4 where id in (select node_id from node_power where type <> '')");
        rows.update(
                "update node_power set polled = null where node_id in (select id from nodes where system_id in (?, ?))",
                refused,
                asked);
        for (int round = 0; round < 3; round++) {
            watch.poll();
        }
        assertThat(commands(refused)).isZero();
        assertThat(commands(asked)).isEqualTo(1);
    }

    @Test
    void theRoundOfLooksGoesByWhoWaitedLongest() throws Exception {
        List<String> nodes = List.of(
                cluster.enlisted("ipmi", "10.0.0.12"),
                cluster.enlisted("ipmi", "10.0.0.13"),
                cluster.enlisted("ipmi", "10.0.0.14"));
        rows.update("update node_power set polled = now() where type <> ''");
        // the last one has waited longest, and its row comes first
        for (int i = nodes.size() - 1; i >= 0; i--) {
            rows.update("update nodes set status = 4 where system_id = ?", nodes.get(i));
            rows.update(
                    "update node_power set polled = now() - make_interval(days => ?)"
                            + " where node_id = (select id from nodes where system_id = ?)",
                    2 + i,
                    nodes.get(i));
        }
        new PowerWatch(table, nodePower, power, endings, clusters, allInOneRound()).poll();
        assertThat(nodes).allSatisfy(node -> assertThat(commands(node)).isEqualTo(1));
    }

    private static PowerConfig allInOneRound() {
        return new SmallRyeConfigBuilder()
                .withMapping(PowerConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withDefaultValue("muster.power.poll-interval", "1h")
                .withDefaultValue("muster.power.tick", "1h")
                .build()
                .getConfigMapping(PowerConfig.class);
    }

    @Test
    void theRoundOfLooksPassesOverWhatIsBeingSwitched() throws Exception {
        String switched = cluster.enlisted("ipmi", "10.0.0.10");
        String asked = cluster.enlisted("ipmi", "10.0.0.11");
        rows.update("update node_power set polled = now() where type <> ''");
        rows.update("update nodes set status = 4 where system_id in (?, ?)", switched, asked);
        power.on(switched);
        rows.update(
                "update node_power set polled = null where node_id in (select id from nodes where system_id in (?, ?))",
                switched,
                asked);
        watch.poll();
        watch.poll();
        assertThat(commands(switched)).as("but the order").isEqualTo(1);
        assertThat(commands(asked)).isEqualTo(1);
    }

    private List<String> events(String node, String type) {
        return rows.texts(
                "select description from node_events where type = ?"
                        + " and node_id = (select id from nodes where system_id = ?) order by id",
                type,
                node);
    }

    private int commands(String node) {
        return rows.texts(
                        "select c.id::text from power_commands c join nodes n on n.id = c.node_id where n.system_id = ?",
                        node)
                .size();
    }

    private UUID command(String node) {
        return UUID.fromString(rows.text(
                "select c.id::text from power_commands c join nodes n on n.id = c.node_id"
                        + " where n.system_id = ? and c.state = 'sent'",
                node));
    }

    private Machine commissioning() {
        return machines.in(NodeStatus.READY).move(NodeStatus.COMMISSIONING);
    }

    private static void signal(Machine machine, String address) {
        machine.signal(
                        machine.key(),
                        Multipart.signal("WORKING", "")
                                .field("power_type", "ipmi")
                                .field("power_parameters", "{\"power_address\":\"" + address + "\"}"))
                .then()
                .statusCode(200);
    }

    private static void power(String node, String name, @Nullable String value) {
        admin().get(API + "nodes/" + node + "/?op=power_parameters").then().body(name, is(value));
    }

    private static void set(String node, String field, String value) {
        form(admin())
                .formParam(field, value)
                .put(API + "nodes/" + node + "/")
                .then()
                .statusCode(200);
    }

    private static void commission(String node) {
        admin().post(API + "nodes/" + node + "/?op=commission").then().statusCode(200);
    }
}
