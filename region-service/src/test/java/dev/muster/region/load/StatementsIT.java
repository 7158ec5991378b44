package dev.muster.region.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.local.LocalPostgres;
import dev.muster.local.Placement;
import dev.muster.model.cluster.ClusterHeaders;
import dev.muster.region.RegionProcess;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// How many statements the calls send that come by thousands, and that none of them reads a whole table when there
/// are 100,000 nodes.
@Timeout(300)
class StatementsIT {
    private static final int NODES = 100_000;
    private static final int CALLS = 200;
    private static final String CLUSTER = "00000000-0000-4000-8000-000000000001";
    private static final Set<String> LARGE = Set.of(
            "nodes",
            "node_power",
            "node_boot",
            "node_work",
            "node_allocation",
            "node_hardware",
            "mac_addresses",
            "mac_claims",
            "leases",
            "node_events",
            "node_tags",
            "node_keys");

    /// What the region does by itself meanwhile, what the driver asks about the tables, and transactions' ends: which
    /// of them are whose is not seen.
    private static final Pattern OWN = Pattern.compile("(?is)\\s*(select.*(outbox|advisory|tags_due|type = any|"
            + "power_commands|expires <|select id, created from (?:node_events|boot_steps)|offset \\$1 limit 1|pg_catalog).*"
            + "|select name, value from settings|set application_name.*|listen.*|delete from (outbox|power_commands).*"
            + "|begin|commit)");

    private static final Pattern PLANNED = Pattern.compile("(?i)\\s*(select|insert|update|delete|with)\\b");

    @TempDir
    static Path directory;

    private static LocalPostgres database;
    private static StatementCounter counter;
    private static RegionProcess region;

    @BeforeAll
    static void aRegionWithManyNodes() throws Exception {
        database = LocalPostgres.start(Placement.in(directory.resolve("postgres")));
        counter = StatementCounter.start(database.port());
        String url = database.jdbcUrl().replace(":" + database.port() + "/", ":" + counter.port() + "/");
        region = RegionProcess.launch(directory.resolve("region"), database, Map.of("QUARKUS_DATASOURCE_JDBC_URL", url))
                .awaitReady();
        ManyNodes.fill(database, NODES, 4);
        ManyNodes.run(database, "update clusters set token_hash = sha256('secret')");
        ManyNodes.run(database, """
                insert into subnets (cluster_id, name, interface_name, cidr, server_ip)
                select id, 'eth1', 'eth1', '10.0.0.0/8', '10.0.0.1' from clusters
                """);
        ManyNodes.run(database, """
                insert into mac_claims (node_id, mac, position, by_machine)
                select node_id, regexp_replace(mac, '^52', '56'), 2, true from mac_addresses where position = 0
                """);
        ManyNodes.run(database, """
                insert into node_events (event_id, mac, node_id, level, type, description, created)
                select gen_random_uuid(), m.mac, m.node_id, 20, 'NODE_PXE_REQUEST', 'local boot', now() - i * interval '1 hour'
                  from mac_addresses m, generate_series(1, 3) i where m.position = 0
                """);
        ManyNodes.run(database, "analyze");
    }

    @AfterAll
    static void end() throws Exception {
        region.close();
        counter.close();
        database.close();
    }

    /// The first boot in a state is written down with the node, the others are not.
    @Test
    void pxeconfigOfAKnownMachine() throws Exception {
        Call boot = number -> ofCluster(
                        "/MAAS/api/1.0/pxeconfig/?local=10.0.0.1&cluster_uuid=" + CLUSTER + "&mac=" + mac(number),
                        mac(number))
                .build();
        assertStatements(4, boot);
        assertStatements(3, boot);
    }

    @Test
    void pxeconfigOfAnUnknownMachine() throws Exception {
        assertStatements(3, number -> ofCluster(
                        "/MAAS/api/1.0/pxeconfig/?local=10.0.0.1&arch=amd64&cluster_uuid=" + CLUSTER + "&mac="
                                + fresh(number),
                        fresh(number))
                .build());
    }

    @Test
    void enlistment() throws Exception {
        assertStatements(15, number -> ofCluster("/MAAS/api/1.0/nodes/", fresh(number))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "op=new&autodetect_nodegroup=1&architecture=amd64&mac_addresses=" + fresh(number)))
                .build());
    }

    @Test
    void pageOfNodes() throws Exception {
        assertStatements(3, number -> region.admin("/MAAS/api/1.0/nodes/?op=list&limit=100&after=" + number * 100)
                .build());
    }

    @Test
    void aNode() throws Exception {
        assertStatements(2, number -> region.admin("/MAAS/api/1.0/nodes/node-%012d/".formatted(number + 1))
                .build());
    }

    @Test
    void eventsOfANode() throws Exception {
        assertStatements(3, number -> region.admin("/MAAS/api/1.0/events/?op=query&id=node-%012d".formatted(number + 1))
                .build());
    }

    /// A view of too many tables is planned by itself, before what it is joined with: it then reads all nodes.
    @Test
    void whatIsJoinedWithNodesReadsNoneButItsOwn() throws Exception {
        assertThat(scans(Set.of(
                        "select n.system_id, n.power_state from power_commands c join node_details n on n.id = c.node_id"
                                + " where c.id = $1",
                        "select n.system_id, n.owner_id from node_events e left join node_macs m on m.mac = e.mac"
                                + " left join node_details n on n.id = coalesce(e.node_id, m.node_id) where e.id = $1",
                        "select n.* from boot_targets n where n.system_id = $1")))
                .isEmpty();
    }

    private interface Call {
        HttpRequest request(int number) throws Exception;
    }

    private static void assertStatements(int exactly, Call call) throws Exception {
        send(call.request(CALLS));
        counter.taken();
        for (int number = 0; number < CALLS; number++) {
            send(call.request(number));
        }
        List<String> sent = counter.taken().stream()
                .filter(sql -> !OWN.matcher(sql).matches())
                .toList();
        Map<String, Long> each = sent.stream().collect(Collectors.groupingBy(sql -> sql, Collectors.counting()));
        // a generated name may be taken already, and is tried again
        assertThat(sent).as("statements, among %s", each).hasSizeBetween(exactly * CALLS, exactly * CALLS + CALLS / 10);
        assertThat(scans(each.keySet())).as("whole tables").isEmpty();
    }

    private static void send(HttpRequest request) throws Exception {
        var answer = region.client().send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /// The large tables that a statement reads from beginning to end, by the plan for any values.
    private static List<String> scans(Set<String> statements) throws Exception {
        var found = new ArrayList<String>();
        try (var connection = DriverManager.getConnection(
                        database.jdbcUrl() + "?preferQueryMode=simple", database.username(), database.password());
                var explain = connection.createStatement()) {
            for (String sql : statements.stream()
                    .filter(text -> PLANNED.matcher(text).lookingAt())
                    .toList()) {
                try (var rows = explain.executeQuery("explain (generic_plan, format json) " + sql)) {
                    rows.next();
                    new ObjectMapper()
                            .readTree(rows.getString(1)).findParents("Relation Name").stream()
                                    .filter(StatementsIT::isScan)
                                    .forEach(plan ->
                                            found.add(plan.get("Relation Name").asText() + " by " + sql));
                }
            }
        }
        return found;
    }

    private static boolean isScan(JsonNode plan) {
        return plan.get("Node Type").asText().equals("Seq Scan")
                && LARGE.contains(plan.get("Relation Name").asText());
    }

    private static HttpRequest.Builder ofCluster(String path, String mac) {
        return region.anonymous(path)
                .header(ClusterHeaders.CLUSTER, CLUSTER + ":secret")
                .header(ClusterHeaders.NODE_MAC, mac)
                .header(ClusterHeaders.NODE_ADDRESS, "10.0.0.9")
                .header(ClusterHeaders.BASE_URL, "http://10.0.0.1:5248/MAAS");
    }

    /// Of a node that is there.
    private static String mac(int number) {
        return mac("52:54", (number + 1) * 2);
    }

    private static String fresh(int number) {
        return mac("52:55", number);
    }

    private static String mac(String start, int number) {
        return "%s:%02x:%02x:%02x:%02x"
                .formatted(start, number >> 24, number >> 16 & 255, number >> 8 & 255, number & 255);
    }
}
