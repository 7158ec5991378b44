package dev.muster.lab;

import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.node.MacAddress;
import dev.muster.testing.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Real client programs against all services at once.
class RealClientsIT {
    private static final String SERVER = RackNetwork.SERVER;
    private static final String ENLIST = "http://" + SERVER + ":5248/MAAS/api/1.0/nodes/";

    @BeforeAll
    static void aRackAndItsClients() throws IOException {
        for (String tool : new String[] {"udhcpc", "dhclient", "tftp", "curl", "iscsi-inq"}) {
            Requirements.needTools(tool);
        }
        SharedRack.get();
    }

    @Test
    void udhcpcIsToldWhereToBootFrom() throws IOException {
        try (var client = client("udhcpc", "52:54:00:77:02:01")) {
            assertThat(client.udhcpc())
                    .containsEntry("siaddr", SERVER)
                    .containsEntry("serverid", SERVER)
                    .containsEntry("boot_file", "pxelinux.0")
                    .hasEntrySatisfying("ip", ip -> assertThat(ip).startsWith("10.77.0."));
        }
    }

    @Test
    void dhclientGetsALease() throws IOException {
        try (var client = client("dhclient", "52:54:00:77:02:02")) {
            Path leases = client.folder().resolve("leases");
            client.run(
                            "dhclient",
                            "-1",
                            "-v",
                            "-sf",
                            "/bin/true",
                            "-lf",
                            leases.toString(),
                            "-pf",
                            client.folder().resolve("pid").toString(),
                            "eth0")
                    .succeedWith("dhclient");
            client.run("dhclient", "-x", "-pf", client.folder().resolve("pid").toString(), "eth0");
            assertThat(Files.readString(leases))
                    .contains("filename \"pxelinux.0\"")
                    .contains("fixed-address 10.77.0.");
        }
    }

    @Test
    void oneMacWithTwoClientIdsKeepsOneAddress() throws IOException {
        try (var client = client("twoids", "52:54:00:77:02:03")) {
            String first = client.udhcpc("-x", "0x3d:01525400770203").get("ip");
            String second = client.udhcpc("-x", "0x3d:ff00112233445566778899").get("ip");
            assertThat(second).isEqualTo(first);
        }
    }

    @Test
    void aLoaderArrivesAsItIs() throws IOException {
        try (var client = client("loader", "52:54:00:77:02:04")) {
            client.udhcpc();
            Path byTftp = client.folder().resolve("by-tftp");
            Path byCurl = client.folder().resolve("by-curl");
            client.run("tftp", "-m", "binary", SERVER, "-c", "get", "pxelinux.0", byTftp.toString())
                    .succeedWith("tftp");
            client.run("curl", "-sS", "-o", byCurl.toString(), "tftp://" + SERVER + "/pxelinux.0")
                    .succeedWith("curl");
            byte[] loader = Files.readAllBytes(SharedRack.images().resolve("current/pxelinux.0"));
            assertThat(byTftp).hasBinaryContent(loader);
            assertThat(byCurl).hasBinaryContent(loader);
        }
    }

    @Test
    void anUnknownMachineWalksOnToItsEnlistment() throws IOException {
        try (var client = client("unknown", "52:54:00:77:02:05")) {
            client.udhcpc();
            assertThat(client.run("curl", "-sS", "tftp://" + SERVER + "/pxelinux.cfg/01-52-54-00-77-02-05")
                            .failed())
                    .isTrue();
            String config = client.run("curl", "-sS", "tftp://" + SERVER + "/pxelinux.cfg/default")
                    .succeedWith("default");
            assertThat(config)
                    .contains("ifcpu64.c32")
                    .contains("IPAPPEND 2")
                    .contains("iscsi_target_ip=" + SERVER)
                    .contains("cloud-config-url=http://" + SERVER
                            + ":5248/MAAS/metadata/latest/enlist-preseed/?op=get_enlist_preseed");
        }
    }

    @Test
    void aKnownMachineGetsAConfigurationOfItsOwn() throws IOException {
        try (var client = client("known", "52:54:00:77:02:06")) {
            client.udhcpc();
            client.run(
                            "curl",
                            "-sSf",
                            "--data-urlencode",
                            "op=new",
                            "--data-urlencode",
                            "autodetect_nodegroup=1",
                            "--data-urlencode",
                            "hostname=",
                            "--data-urlencode",
                            "architecture=amd64/generic",
                            "--data-urlencode",
                            "power_type=",
                            "--data-urlencode",
                            "power_parameters=",
                            "--data-urlencode",
                            "mac_addresses=52:54:00:77:02:06",
                            ENLIST)
                    .succeedWith("enlisting by hand");
            String config = client.run("curl", "-sS", "tftp://" + SERVER + "/pxelinux.cfg/01-52-54-00-77-02-06")
                    .succeedWith("its own configuration");
            assertThat(config).contains("muster.poweroff");
        }
    }

    @Test
    void killingTheClusterKeepsTheLeasesAndTheSecretsOfBoots() throws Exception {
        var rack = SharedRack.get();
        try (var one = client("before", "52:54:00:77:02:07");
                var other = client("after", "52:54:00:77:02:08")) {
            String before = one.udhcpc().get("ip");
            var secret = BootSecret.fetchedBy(one);
            assertThat(secret.letsIn(one)).isTrue();
            var cluster = rack.service("cluster-service");
            cluster.destroyForcibly();
            awaitAnother(cluster);
            String stranger = null;
            for (int attempt = 0; attempt < 10 && stranger == null; attempt++) {
                stranger = leaseOrNull(other);
            }
            assertThat(stranger).isNotNull().isNotEqualTo(before);
            assertThat(one.udhcpc()).containsEntry("ip", before);
            assertThat(secret.letsIn(one)).isTrue();
        }
    }

    private static String leaseOrNull(RackClient client) throws IOException {
        try {
            return client.udhcpc().get("ip");
        } catch (AssertionError notYet) {
            return null;
        }
    }

    /// There is none for a moment: the launcher waits before it starts it again.
    private static void awaitAnother(ProcessHandle old) {
        await("the launcher starts the cluster again")
                .atMost(Duration.ofSeconds(60))
                .ignoreException(IllegalStateException.class)
                .until(() -> SharedRack.get().service("cluster-service").pid() != old.pid());
    }

    private static RackClient client(String name, String mac) throws IOException {
        return RackClient.plugIn(SharedRack.get().network(), name, MacAddress.of(mac));
    }
}
