package dev.muster.region.api;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static dev.muster.region.Clients.adminKey;
import static dev.muster.region.Clients.user;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.node.NodeStatus;
import dev.muster.region.RegionTestResource;
import dev.muster.region.boot.KnownMachines;
import dev.muster.region.node.NodeColumns;
import dev.muster.testing.Requirements;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The Go library of Juju's provider, as Debian has it, against a region: `src/test/go/provider.go`.
@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
@Tag("full")
class GomaasapiIT {
    private static final Path LIBRARIES = Path.of("/usr/share/gocode");
    private static final String NAME = "go-" + UUID.randomUUID();

    @Inject
    KnownMachines machines;

    @Test
    void jujusProviderGetsAndGivesBackNodes(@TempDir Path folder) throws Exception {
        boolean installed = Files.isExecutable(Path.of("/usr/bin/go"))
                && Files.isDirectory(LIBRARIES.resolve("src/github.com/juju/gomaasapi"));
        Requirements.need(
                installed, "Go or its library is missing: apt-get install golang-go golang-github-juju-gomaasapi-dev");

        KnownMachines.Cluster cluster = machines.cluster();
        machines.update("insert into zones (name) values (?)", NAME);
        machines.update("insert into tags (name) values (?)", NAME);
        node(cluster, "one");
        node(cluster, "two");
        machines.update(
                "insert into subnets (cluster_id, name, interface_name, cidr, server_ip, management, range_low, range_high)"
                        + " select id, 'eth7', 'eth7', '10.95.0.0/24', '10.95.0.1', 1, '10.95.0.2', '10.95.0.99'"
                        + " from clusters where uuid = ?",
                cluster.uuid());
        assertThat(provider(folder, cluster)).endsWith("all is well\n").doesNotContain("failed");
        admin().delete(API + "commissioning-scripts/10-" + NAME).then().statusCode(204);
    }

    private void node(KnownMachines.Cluster cluster, String host) {
        String id = machines.node(host + "-" + NAME, NodeStatus.READY, machines.freshMac(), cluster);
        machines.update(
                "update nodes set zone_id = (select id from zones where name = ?) where system_id = ?", NAME, id);
        machines.update(NodeColumns.update("power_type", "'manual'"), id);
        machines.update(
                "update node_hardware set cpu_count = 2, memory = 4096, lshw = ?"
                        + " where node_id = (select id from nodes where system_id = ?)",
                "<?xml version=\"1.0\"?><list><node class=\"system\"/></list>".getBytes(UTF_8),
                id);
        machines.update(
                "insert into node_tags select n.id, t.id from nodes n, tags t where n.system_id = ? and t.name = ?",
                id,
                NAME);
    }

    /// @return what it says
    private static String provider(Path folder, KnownMachines.Cluster cluster) throws Exception {
        Path said = folder.resolve("said");
        var go = new ProcessBuilder(
                        "/usr/bin/go",
                        "run",
                        Path.of("src/test/go/provider.go").toAbsolutePath().toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        go.environment()
                .putAll(Map.of(
                        "GO111MODULE", "off",
                        "GOPATH", LIBRARIES.toString(),
                        "GOCACHE", folder.resolve("cache").toString(),
                        "MUSTER_URL", "http://localhost:" + RestAssured.port + "/MAAS",
                        "MUSTER_KEY", user(NAME),
                        "MUSTER_ADMIN_KEY", adminKey(),
                        "MUSTER_ZONE", NAME,
                        "MUSTER_TAG", NAME,
                        "MUSTER_CLUSTER", cluster.uuid().toString()));
        Process running = go.start();
        try {
            assertThat(running.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            running.destroy();
        }
        return Files.readString(said);
    }
}
