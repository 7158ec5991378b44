package dev.muster.region.enlist;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static dev.muster.region.Clients.anonymous;
import static dev.muster.region.Clients.enlistment;
import static dev.muster.region.Clients.mac;
import static dev.muster.region.Clients.machine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import dev.muster.region.RegionTestResource;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class EnlistmentTest {
    private static final String GENERATED = "[a-z]+-[a-z]+(-\\d+)?\\.local";

    @Inject
    AgroalDataSource database;

    @Test
    void theAnswerIsTheWholeNode() {
        String mac = mac();
        String body = enlistment(mac)
                .formParam("hostname", "golden-" + mac.replace(":", ""))
                .formParam("power_type", "")
                .formParam("power_parameters", "")
                .post(API + "nodes/")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        String id = body.replaceAll("(?s).*\"system_id\": \"([^\"]*)\".*", "$1");
        assertThat(id).matches("node-[0-9a-f]{8}-[0-9a-f]{4}-1[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        String cluster = body.replaceAll("(?s).*\"nodegroup\": \"([^\"]*)\".*", "$1");
        assertThat(UUID.fromString(cluster)).hasToString(cluster);
        assertThat(body.replace(id, "ID")
                        .replace(cluster, "CLUSTER")
                        .replace(mac, "MAC")
                        .replace(mac.replace(":", ""), "NAME"))
                .isEqualTo("""
                        {
                            "system_id": "ID",
                            "hostname": "golden-NAME.local",
                            "owner": null,
                            "macaddress_set": [
                                {
                                    "mac_address": "MAC",
                                    "resource_uri": "/MAAS/api/1.0/nodes/ID/macs/MAC/"
                                }
                            ],
                            "architecture": "amd64/generic",
                            "cpu_count": 0,
                            "memory": 0,
                            "storage": 0,
                            "status": 0,
                            "substatus": 0,
                            "substatus_name": "New",
                            "substatus_message": "",
                            "osystem": "",
                            "distro_series": "",
                            "netboot": true,
                            "power_type": "",
                            "power_state": "unknown",
                            "tag_names": [],
                            "ip_addresses": [],
                            "routers": null,
                            "zone": {
                                "name": "default",
                                "description": "",
                                "resource_uri": "/MAAS/api/1.0/zones/default/"
                            },
                            "disable_ipv4": false,
                            "nodegroup": "CLUSTER",
                            "resource_uri": "/MAAS/api/1.0/nodes/ID/"
                        }""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "192-168-1-205", "192-168-1-205.example.com", "10.0.0.5", "fe80::1"})
    void aMachineWithoutANameOfItsOwnGetsOne(String hostname) {
        enlistment(mac())
                .formParam("hostname", hostname)
                .post(API + "nodes/")
                .then()
                .statusCode(200)
                .body("hostname", matchesPattern(GENERATED));
    }

    @ParameterizedTest
    @CsvSource({
        "amd64, , amd64/generic",
        "amd64/generic, , amd64/generic",
        "i386, generic, i386/generic",
        "armhf/highbank, , armhf/highbank",
        "arm64, xgene-uboot, arm64/xgene-uboot",
        "ppc64el, , ppc64el/generic"
    })
    void architecturesAreTakenInEachForm(String architecture, String subarchitecture, String whole) {
        String mac = mac();
        var request = machine(mac)
                .contentType("application/x-www-form-urlencoded")
                .formParam("autodetect_nodegroup", "1")
                .formParam("mac_addresses", mac)
                .formParam("architecture", architecture);
        if (subarchitecture != null) {
            request.formParam("subarchitecture", subarchitecture);
        }
        request.post(API + "nodes/?op=new").then().statusCode(200).body("architecture", is(whole));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "architecture=sparc | architecture",
                "architecture= | architecture",
                "architecture=amd64/../x | architecture",
                "architecture=amd64/generic&subarchitecture=generic | architecture",
                "mac_addresses=zz | mac_addresses",
                "mac_addresses=52:54:00:00:00 | mac_addresses",
                "hostname=under_score | hostname",
                "hostname=-x | hostname",
                "power_type=ipmi&power_parameters={ | power_parameters",
                "power_type=ipmi&power_parameters=[] | power_parameters",
                "power_type=ipmi&power_parameters={\"power_address\": \"10.0.0.9\", \"nonsense\": \"x\"} | power_parameters",
                "osystem=de bian | osystem",
                "osystem='$(x)' | osystem",
                "distro_series=../x | distro_series",
                "nodegroup=x | nodegroup",
                "nodegroup=00000000-0000-0000-0000-000000000000 | nodegroup",
                "zone=nowhere | zone",
                "disable_ipv4=perhaps | disable_ipv4"
            })
    void eachFaultNamesItsField(String fault, String field) {
        var request = admin().contentType("application/x-www-form-urlencoded").formParam("op", "new");
        for (String pair : ("mac_addresses=" + mac() + "&" + fault).split("&")) {
            String[] parts = pair.split("=", 2);
            request.formParam(parts[0], parts[1].strip());
        }
        if (!fault.contains("architecture=")) {
            request.formParam("architecture", "amd64/generic");
        }
        if (!fault.contains("nodegroup=")) {
            request.formParam("autodetect_nodegroup", "1");
        }
        request.post(API + "nodes/")
                .then()
                .statusCode(400)
                .contentType("application/json")
                .body("keySet()", equalTo(java.util.Set.of(field)));
    }

    @Test
    void severalFaultsAreNamedTogether() {
        anonymous()
                .post(API + "nodes/?op=new")
                .then()
                .statusCode(400)
                .body("architecture[0]", containsString("required"))
                .body("mac_addresses[0]", containsString("MAC"))
                .body("nodegroup[0]", containsString("autodetect_nodegroup"));
    }

    @Test
    void unknownPowerTypesAreNamed() {
        enlistment(mac())
                .formParam("power_type", "hamster")
                .post(API + "nodes/")
                .then()
                .statusCode(400)
                .body("power_type[0]", containsString("Choices are: amt, "));
    }

    @Test
    void aMachineDoesNotSendItsClusterToUrls() {
        enlistment(mac())
                .formParam("power_type", "webhook")
                .post(API + "nodes/")
                .then()
                .statusCode(400)
                .body("power_type[0]", equalTo("Only an administrator sets 'webhook', not the machine itself."));
    }

    @Test
    void whomAnAdministratorAddsTwiceIsRefusedByItsMac() {
        String mac = mac();
        enlistment(mac).post(API + "nodes/").then().statusCode(200);
        enlistment(admin(), mac(), mac.toUpperCase(java.util.Locale.ROOT).replace(':', '-'))
                .post(API + "nodes/")
                .then()
                .statusCode(400)
                .body("mac_addresses", equalTo(List.of("MAC address " + mac + " already in use.")));
    }

    @Test
    void aTakenNameIsReplacedForAMachineAndRefusedToAUser() {
        String name = "taken-" + mac().replace(":", "");
        enlistment(mac())
                .formParam("hostname", name + ".example.com.")
                .post(API + "nodes/")
                .then()
                .statusCode(200)
                .body("hostname", is(name + ".example.com"));
        enlistment(mac())
                .formParam("hostname", name + ".example.com")
                .post(API + "nodes/")
                .then()
                .statusCode(200)
                .body("hostname", matchesPattern(GENERATED));
        enlistment(admin(), mac())
                .formParam("hostname", name + ".example.com")
                .post(API + "nodes/")
                .then()
                .statusCode(400)
                .body("hostname[0]", containsString(name));
    }

    @Test
    void hundredsOfMacsAreTakenAndThousandsAreNot() {
        String base = mac().substring(0, 11);
        String[] macs = IntStream.range(0, 1024)
                .mapToObj(i -> base + ":%02x:%02x".formatted(i >> 8, i & 255))
                .toArray(String[]::new);
        enlistment(macs)
                .post(API + "nodes/")
                .then()
                .statusCode(200)
                .body("macaddress_set.size()", is(1024))
                .body("macaddress_set[1023].mac_address", is(macs[1023]));
        String[] more = new String[1025];
        java.util.Arrays.fill(more, macs[0]);
        enlistment(more).post(API + "nodes/").then().statusCode(400).body("mac_addresses[0]", containsString("1025"));
    }

    @Test
    void oneMachineThatEnlistsManyTimesAtOnceBecomesOneNodeAndIsToldSoEachTime() throws Exception {
        String first = mac();
        String second = mac();
        Set<String> answers = ConcurrentHashMap.newKeySet();
        atOnce(
                32,
                i -> answers.add(enlistment(
                                machine(first),
                                i % 2 == 0 ? new String[] {first, second} : new String[] {second, first})
                        .post(API + "nodes/")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("system_id")));
        assertThat(answers).hasSize(1);
        admin().queryParam("mac_address", first, second)
                .get(API + "nodes/?op=list")
                .then()
                .body("size()", is(1));
    }

    @Test
    void ofManyWhoAddOneMachineAtOnceOneDoes() throws Exception {
        String mac = mac();
        Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
        atOnce(
                8,
                _ -> statuses.add(enlistment(admin(), mac).post(API + "nodes/").statusCode()));
        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 400);
    }

    private static void atOnce(int callers, IntConsumer call) throws Exception {
        var start = new CountDownLatch(1);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                int caller = i;
                calls.add(executor.submit(() -> {
                    start.await();
                    call.accept(caller);
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> each : calls) {
                each.get();
            }
        }
    }

    @Test
    void powerPasswordsAreSealedAndShownToAdministratorsOnly() throws Exception {
        String id = enlistment(mac())
                .formParam("power_type", "ipmi")
                .formParam("power_parameters", "{\"power_address\": \"10.0.0.9\", \"power_pass\": \"s3kr1t-pw\"}")
                .post(API + "nodes/")
                .then()
                .statusCode(200)
                .body(not(containsString("s3kr1t")))
                .extract()
                .path("system_id");
        admin().get(API + "nodes/" + id + "/?op=power_parameters").then().body("power_pass", is("s3kr1t-pw"));
        anonymous().get(API + "nodes/" + id + "/?op=power_parameters").then().statusCode(401);
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("select p.parameters from node_power p"
                        + " join nodes n on n.id = p.node_id where n.system_id = ?")) {
            query.setString(1, id);
            try (var row = query.executeQuery()) {
                assertThat(row.next()).isTrue();
                assertThat(new String(row.getBytes(1), java.nio.charset.StandardCharsets.ISO_8859_1))
                        .doesNotContain("s3kr1t");
            }
        }
    }
}
