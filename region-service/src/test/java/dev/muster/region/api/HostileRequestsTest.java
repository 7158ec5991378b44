package dev.muster.region.api;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static dev.muster.region.Clients.adminKey;
import static dev.muster.region.Clients.form;
import static dev.muster.region.Clients.mac;
import static dev.muster.region.Clients.user;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.node.NodeStatus;
import dev.muster.region.RawHttp;
import dev.muster.region.RegionTestResource;
import dev.muster.region.api.HostileRequest.Target;
import dev.muster.region.api.HostileRequest.World;
import dev.muster.region.boot.KnownMachines;
import dev.muster.region.metadata.Machine;
import dev.muster.region.metadata.Machines;
import dev.muster.region.settings.Setting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// No request, whatever is in it, is our fault: there is no 500, and 503 only with the time to come back.
@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class HostileRequestsTest {
    private static final int CLIENTS = 16;
    private static final int REQUESTS = 625;
    private static final int SEED = 20261128;

    /// Besides the table: what machines and clusters call, and what is not there.
    private static final List<Target> OTHERS = List.of(
            new Target("GET", "/MAAS/api/1.0/describe/", "", List.of()),
            new Target(
                    "GET", "/MAAS/api/1.0/pxeconfig/", "", List.of("local", "mac", "arch", "cluster_uuid", "remote")),
            new Target("GET", "/MAAS/api/2.0/{name}/", "", List.of()),
            new Target("POST", "/MAAS/api/1.0/{name}/{name}", "", List.of("name")),
            new Target("GET", "/{name}", "", List.of()),
            new Target("POST", "/MAAS/accounts/authenticate/", "", List.of("username", "password", "consumer")),
            new Target("GET", "/MAAS/metadata/{name}/{name}/", "", List.of()),
            new Target("GET", "/MAAS/metadata/2012-03-01/meta-data/{name}", "", List.of()),
            new Target("GET", "/MAAS/metadata/2012-03-01/user-data", "", List.of()),
            new Target("GET", "/MAAS/metadata/curtin/latest/user-data", "", List.of()),
            new Target("GET", "/MAAS/metadata/latest/by-id/{system_id}/", "get_preseed", List.of()),
            new Target("POST", "/MAAS/metadata/latest/by-id/{system_id}/", "netboot_off", List.of()),
            new Target(
                    "POST",
                    "/MAAS/metadata/2012-03-01/",
                    "signal",
                    List.of(
                            "status",
                            "error",
                            "script_result",
                            "power_type",
                            "power_parameters",
                            "00-maas-01-lshw.out")),
            new Target(
                    "POST",
                    "/MAAS/metadata/status/{system_id}",
                    "",
                    List.of("event_type", "name", "origin", "description", "result", "files")),
            new Target(
                    "POST",
                    "/MAAS/cluster/v1/register",
                    "",
                    List.of("uuid", "name", "http_port", "interfaces", "secret", "features")),
            new Target("POST", "/MAAS/cluster/v1/heartbeat", "", List.of()),
            new Target("GET", "/MAAS/cluster/v1/power-commands/{uuid}", "", List.of()),
            new Target("GET", "/MAAS/cluster/v1/leases/digest", "", List.of()),
            new Target("GET", "/MAAS/cluster/v1/leases", "", List.of("buckets")));

    @Inject
    Catalogue catalogue;

    @Inject
    KnownMachines machines;

    @Inject
    Machines fresh;

    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final Map<Integer, Integer> statuses = new ConcurrentSkipListMap<>();

    @Test
    void tenThousandHostileRequestsAreNobodysFaultButTheirOwn() throws Exception {
        String tags = machines.text("select coalesce(max(id), 0)::text from tags");
        World world = world();
        List<Target> targets = targets();
        Map<String, String> settings = settings();
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            var running = new ArrayList<Future<?>>();
            for (int client = 0; client < CLIENTS; client++) {
                var random = new Random(SEED + client);
                running.add(clients.submit(() -> {
                    attack(random, world, targets);
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            set(settings);
            // definitions hold for everybody's nodes, and scripts run on them
            machines.update("delete from tags where id > ?", Long.parseLong(tags));
            machines.update("delete from commissioning_scripts where updated > now() - interval '10 minutes'");
        }
        assertThat(faults).isEmpty();
        assertThat(statuses.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(CLIENTS * REQUESTS);
        assertThat(statuses)
                .as("enough of them of " + statuses + " get past the door")
                .containsKeys(200, 204, 400, 401, 403, 404, 409);
        assertThat(statuses.get(200)).isGreaterThan(CLIENTS * REQUESTS / 20);
    }

    /// The settings are everybody's.
    private static Map<String, String> settings() {
        var settings = new TreeMap<String, String>();
        for (Setting setting : Setting.values()) {
            String name = setting.name().toLowerCase(Locale.ROOT);
            String value = admin().queryParam("op", "get_config")
                    .queryParam("name", name)
                    .get(API + "maas/")
                    .asString();
            settings.put(name, value.replace("\"", ""));
        }
        return settings;
    }

    private static void set(Map<String, String> settings) {
        settings.forEach((name, value) -> form(admin())
                .formParam("op", "set_config")
                .formParam("name", name)
                .formParam("value", value)
                .post(API + "maas/")
                .then()
                .statusCode(200));
    }

    private void attack(Random random, World world, List<Target> targets) throws IOException {
        var requests = new HostileRequest(random, world);
        try (var http = new RawHttp()) {
            for (int i = 0; i < REQUESTS; i++) {
                byte[] request = requests.to(targets.get(random.nextInt(targets.size())));
                try {
                    RawHttp.Reply reply = http.send(request);
                    statuses.merge(reply.status(), 1, Integer::sum);
                    boolean busy = reply.status() == 503 && reply.headers().containsKey("retry-after");
                    if (reply.status() >= 500 && !busy) {
                        faults.add(reply.status() + " " + reply.body() + "\n" + shown(request));
                    }
                } catch (IOException e) {
                    faults.add(e + "\n" + shown(request));
                }
            }
        }
    }

    private static String shown(byte[] request) {
        String text = new String(request, ISO_8859_1).replaceAll("oauth_signature=\"[^\"]*\"", "…");
        return text.length() > 1_500 ? text.substring(0, 1_500) + "…" : text;
    }

    private List<Target> targets() {
        var targets = new ArrayList<>(OTHERS);
        for (Operations table : catalogue.all()) {
            for (var operation : table.all()) {
                targets.add(new Target(
                        operation.method().name(),
                        Api.BASE + "/" + table.path().text(),
                        operation.op().orElse(""),
                        operation.doc().parameters().stream()
                                .map(one -> one.name().replace("*", "power_address"))
                                .toList()));
            }
        }
        return targets;
    }

    private World world() {
        Machine commissioning = fresh.in(NodeStatus.COMMISSIONING);
        Machine deploying = fresh.in(NodeStatus.DEPLOYING);
        Machine ready = fresh.in(NodeStatus.READY);
        ready.set("power_type", "manual");
        String name = "h" + mac().replace(":", "");
        String user = user(name);
        machines.subnet(ready.cluster, "10.0.0.1");
        for (String path : List.of("zones/", "tags/?op=new")) {
            form(admin()).formParam("name", name).post(API + path).then().statusCode(200);
        }
        var good = new TreeMap<String, String>();
        for (String parameter : List.of("system_id", "nodes", "id", "add", "remove")) {
            good.put(parameter, ready.systemId);
        }
        for (String parameter : List.of("name", "zone", "tags", "username")) {
            good.put(parameter, name);
        }
        good.put("uuid", ready.cluster.uuid().toString());
        good.put("nodegroup", ready.cluster.uuid().toString());
        good.put("mac_address", ready.mac.value());
        good.put("mac_addresses", mac());
        good.put("architecture", "amd64/generic");
        good.put("autodetect_nodegroup", "1");
        good.put("local", "10.0.0.1");
        good.put("status", "WORKING");
        good.put("event_type", "start");
        good.put("power_type", "ipmi");
        good.put("power_parameters", "{\"power_address\": \"10.0.0.9\"}");
        good.put("interface", "eth1");
        good.put("device_id", "1");
        good.put("keyid", "1");
        good.put("http_port", "5248");
        return new World(
                good,
                List.of(adminKey(), adminKey(), adminKey(), user),
                List.of(commissioning.key(), deploying.key()),
                commissioning.cluster.header(),
                commissioning.mac.value());
    }
}
