package dev.muster.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.model.node.MacAddress;
import dev.muster.testing.Requirements;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Debian's own cloud-init as a machine that is commissioned, through the cluster that attests it; and a stranger on
/// the same rack.
class MetadataIT {
    private static final String METADATA = "http://" + RackNetwork.SERVER + ":5248/MAAS/metadata/";
    private static final String ENLIST = "http://" + RackNetwork.SERVER + ":5248/MAAS/api/1.0/nodes/";
    private static final String PYTHON = "/usr/bin/python3";
    private static final Path CLOUD_INIT = Path.of(
            System.getProperty("muster.cloud-init", "/var/cache/muster/cloud-init/usr/lib/python3/dist-packages"));
    private static final ObjectMapper JSON = new ObjectMapper();

    @BeforeAll
    static void aRackAndItsClients() throws IOException {
        for (String tool : List.of("udhcpc", "curl")) {
            Requirements.needTools(tool);
        }
        Requirements.need(Files.exists(CLOUD_INIT), "needs cloud-init, unpacked by deploy/prepare-tests");
        SharedRack.get();
    }

    @Test
    void cloudInitFindsWhatIsTheMachinesAndAStrangerDoesNot() throws Exception {
        try (var machine = client("cloud", "52:54:00:77:04:01");
                var stranger = client("stranger", "52:54:00:77:04:02")) {
            machine.udhcpc();
            stranger.udhcpc();
            String systemId = enlist(machine, "52:54:00:77:04:01");
            RegionApi api = SharedRack.get().api();
            api.post("nodes/?op=accept", "nodes", systemId);

            // a key is for a machine that has booted since its work began
            String boot = "http://" + RackNetwork.SERVER + ":5248/ipxe.cfg-52-54-00-77-04-01?arch=x86_64";
            machine.run("curl", "-sSf", "-o", "/dev/null", boot).succeedWith("the boot configuration");

            String url = METADATA + "latest/by-id/" + systemId + "/?op=get_preseed";
            Path preseed = machine.folder().resolve("preseed");
            machine.run("curl", "-sSf", "-o", preseed.toString(), url).succeedWith("the preseed");
            assertThat(stranger.run("curl", "-sS", "-o", "/dev/null", "-w", "%{http_code}", url)
                            .succeedWith("the preseed of another"))
                    .isEqualTo("403");

            JsonNode found = cloudInit(machine, preseed);
            assertThat(found.get("instance-id").asText()).isEqualTo(systemId);
            assertThat(found.get("local-hostname").asText())
                    .isEqualTo(
                            api.get("nodes/" + systemId + "/").get("hostname").asText());
            assertThat(found.get("user-data").asText()).contains("Content-Type: multipart/mixed");
            assertThat(found.get("vendor-data").isNull()).isTrue();
            assertThat(found.get("scripts")
                            .get("commissioning.d/00-maas-01-lshw")
                            .asText())
                    .isEqualTo("0o755");

            List<String> told = api.get("events/?op=query&limit=1000&level=DEBUG&id=" + systemId)
                    .findValuesAsText("description");
            assertThat(told)
                    .contains("Refused the preseed to 52:54:00:77:04:02 at "
                            + stranger.run("hostname", "-I")
                                    .succeedWith("address")
                                    .strip()
                            + ": not this node")
                    .contains("searching for network datasources")
                    .contains("cloudinit init-network finished: searching for network datasources");
        }
    }

    private static JsonNode cloudInit(RackClient machine, Path preseed) throws IOException {
        Path script = machine.folder().resolve("cloud-init-as-a-machine.py");
        try (InputStream source = MetadataIT.class.getResourceAsStream("/cloud-init-as-a-machine.py")) {
            Files.copy(source, script);
        }
        String output = machine.run(
                        "env",
                        "PYTHONPATH=" + CLOUD_INIT,
                        PYTHON,
                        script.toString(),
                        preseed.toString(),
                        machine.folder().toString())
                .succeedWith("cloud-init");
        return JSON.readTree(output.lines().toList().getLast());
    }

    private static String enlist(RackClient machine, String mac) throws IOException {
        String node = machine.run(
                        "curl",
                        "-sSf",
                        "--data",
                        "op=new&autodetect_nodegroup=1&hostname=&architecture=amd64/generic&power_type=manual"
                                + "&power_parameters=&mac_addresses=" + mac,
                        ENLIST)
                .succeedWith("enlisting by hand");
        return JSON.readTree(node).get("system_id").asText();
    }

    private static RackClient client(String name, String mac) throws IOException {
        return RackClient.plugIn(SharedRack.get().network(), name, MacAddress.of(mac));
    }
}
