package dev.muster.cluster.dhcp;

import static dev.muster.testing.Requirements.need;
import static dev.muster.testing.Requirements.needTools;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.netns.Netns;
import dev.muster.cluster.netns.ServerLog;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real DHCP clients against the server in network namespaces of their own.
class DhcpClientsIT {
    private static final String LOW = "10.77.0.100";
    private static final String HIGH = "10.77.0.109";
    private static final String MAC = "02:77:00:00:00:01";
    private static final String OTHER_MAC = "02:77:00:00:00:02";

    @TempDir
    private Path directory;

    private Netns netns;
    private Process server;
    private ServerLog serverLog;

    @BeforeAll
    static void requirements() {
        need("root".equals(System.getProperty("user.name")), "network namespaces need root");
        needTools("ip", "udhcpc", "dhclient", "tcpdump");
    }

    @BeforeEach
    void plugIn() throws Exception {
        netns = Netns.create("mt-dhcp-" + ProcessHandle.current().pid(), "10.77.0.1/24");
        serverLog = new ServerLog(directory.resolve("server.log").toFile());
        setMac(MAC);
    }

    @AfterEach
    void unplug() throws Exception {
        stopServer();
        if (netns != null) {
            netns.close();
        }
    }

    @Test
    void udhcpcGetsWhatABootNeeds() throws Exception {
        startServer(LOW, HIGH);
        var got = udhcpc();
        assertThat(got)
                .containsEntry("ip", LOW)
                .containsEntry("subnet", "255.255.255.0")
                .containsEntry("router", "10.77.0.254")
                .containsEntry("dns", "10.77.0.1 10.77.0.2")
                .containsEntry("ntpsrv", "10.77.0.3")
                .containsEntry("domain", "lab")
                .containsEntry("siaddr", "10.77.0.1")
                .containsEntry("serverid", "10.77.0.1")
                .containsEntry("boot_file", "pxelinux.0")
                .containsEntry("tftp", "10.77.0.1")
                .containsEntry("bootfile", "pxelinux.0")
                .containsEntry("lease", "600");
        serverLog.waitFor("leased " + MAC + " " + LOW);
    }

    @Test
    void answerToAClientWithoutAnAddressIsAFrameOfItsOwn() throws Exception {
        startServer(LOW, HIGH);
        var frames = sniff("udp and src port 67", 2);
        udhcpc();
        assertThat(heard(frames))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("> " + MAC).contains("10.77.0.1.67 > " + LOW + ".68"));
        var broadcasts = sniff("udp and src port 67", 2);
        udhcpc("-B");
        assertThat(heard(broadcasts)).hasSize(2).allSatisfy(line -> assertThat(line)
                .contains("> ff:ff:ff:ff:ff:ff")
                .contains("10.77.0.1.67 > 255.255.255.255.68"));
    }

    @Test
    void dhclientGetsItsAddress() throws Exception {
        startServer(LOW, HIGH);
        var got = dhclient("01:02:03:04:05:06:07");
        assertThat(got)
                .containsEntry("new_ip_address", LOW)
                .containsEntry("new_subnet_mask", "255.255.255.0")
                .containsEntry("new_routers", "10.77.0.254")
                .containsEntry("new_domain_name_servers", "10.77.0.1 10.77.0.2")
                .containsEntry("new_domain_name", "lab")
                .containsEntry("new_dhcp_server_identifier", "10.77.0.1")
                .containsEntry("new_dhcp_lease_time", "600");
    }

    @Test
    void clientsOnOneMacKeepOneAddress() throws Exception {
        startServer(LOW, HIGH);
        assertThat(udhcpc("-x", "0x3d:01027700000001")).containsEntry("ip", LOW);
        assertThat(udhcpc("-C")).containsEntry("ip", LOW);
        assertThat(dhclient("ff:00:00:00:01:00:01:2a:2b:2c:2d")).containsEntry("new_ip_address", LOW);
        assertThat(dhclient("00:aa:bb:cc")).containsEntry("new_ip_address", LOW);
    }

    @Test
    void killedServerKeepsItsLeases() throws Exception {
        startServer(LOW, HIGH);
        udhcpc();
        setMac(OTHER_MAC);
        udhcpc();
        server.destroyForcibly().waitFor();
        startServer(LOW, HIGH);
        serverLog.waitFor("restored " + MAC + " " + LOW);
        serverLog.waitFor("restored " + OTHER_MAC + " 10.77.0.101");
        assertThat(udhcpc("-x", "0x3d:0011223344")).containsEntry("ip", "10.77.0.101");
    }

    @Test
    void exhaustedPoolIsSeen() throws Exception {
        startServer(LOW, LOW);
        udhcpc();
        setMac(OTHER_MAC);
        assertThat(runUdhcpc()).isNotZero();
        serverLog.waitFor("exhausted " + OTHER_MAC + " 10.77.0.0/24");
    }

    @Test
    void addressOfAStrangerIsPassedOver() throws Exception {
        netns.onClient("ip", "address", "add", LOW + "/24", "dev", Netns.CLIENT_INTERFACE);
        startServer(LOW, HIGH);
        serverLog.waitFor("conflict " + LOW + " 10.77.0.0/24");
        netns.onClient("ip", "address", "flush", "dev", Netns.CLIENT_INTERFACE);
        setMac(OTHER_MAC);
        assertThat(udhcpc()).containsEntry("ip", "10.77.0.101");
    }

    @Test
    void machineMayGoOnWithTheAddressThatItUses() throws Exception {
        netns.onClient("ip", "address", "add", LOW + "/24", "dev", Netns.CLIENT_INTERFACE);
        startServer(LOW, HIGH);
        serverLog.waitFor("conflict " + LOW + " 10.77.0.0/24");
        assertThat(udhcpc()).containsEntry("ip", LOW);
    }

    @Test
    void routerSolicitationIsAnsweredThatThereIsNoRouter() throws Exception {
        var atStart = sniff("icmp6 and ip6[40] == 134", 1);
        startServer(LOW, HIGH);
        assertThat(heard(atStart)).hasSize(1);
        var solicited = sniff("icmp6 and ip6[40] == 134", 1);
        // the kernel solicits routers when a link comes up
        netns.onClient("ip", "link", "set", Netns.CLIENT_INTERFACE, "down");
        netns.onClient("ip", "link", "set", Netns.CLIENT_INTERFACE, "up");
        assertThat(heard(solicited)).hasSize(1).allSatisfy(line -> assertThat(line)
                .contains("hlim 255")
                .contains("fe80::")
                .contains("> ff02::1:")
                .contains("icmp6 sum ok")
                .contains("router advertisement")
                .contains("Flags [none]")
                .contains("router lifetime 0s")
                .doesNotContain("prefix info"));
    }

    private void startServer(String low, String high) throws Exception {
        Files.writeString(serverLog.file().toPath(), "");
        server = netns.startOnServer(
                serverLog.file(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                DhcpServerMain.class.getName(),
                directory.resolve("leases").toString(),
                Netns.SERVER_INTERFACE,
                "10.77.0",
                low,
                high);
        serverLog.waitFor("ready");
    }

    private void stopServer() throws InterruptedException {
        if (server != null) {
            server.destroyForcibly().waitFor();
        }
    }

    private void setMac(String mac) throws Exception {
        netns.onClient("ip", "link", "set", Netns.CLIENT_INTERFACE, "address", mac);
    }

    /// What udhcpc told its script.
    private Map<String, String> udhcpc(String... more) throws Exception {
        assertThat(runUdhcpc(more)).isZero();
        return environment();
    }

    private int runUdhcpc(String... more) throws Exception {
        var command = new ArrayList<>(List.of("udhcpc", "-i", Netns.CLIENT_INTERFACE, "-f", "-q", "-n"));
        command.addAll(List.of("-t", "5", "-T", "2", "-O", "tftp", "-O", "bootfile"));
        command.addAll(List.of("-s", script("$1").toString()));
        command.addAll(List.of(more));
        return netns.onClient(command.toArray(String[]::new));
    }

    /// What dhclient told its script, with this client identifier.
    private Map<String, String> dhclient(String clientId) throws Exception {
        var config = Files.writeString(
                directory.resolve("dhclient.conf"),
                "send dhcp-client-identifier " + clientId + ";\n"
                        + "request subnet-mask, routers, domain-name-servers, domain-name;\ntimeout 20;\n");
        var leases = Files.writeString(directory.resolve("dhclient.leases"), "");
        var process = netns.startOnClient(
                directory.resolve("dhclient.log").toFile(),
                "dhclient",
                "-4",
                "-d",
                "-1",
                "-cf",
                config.toString(),
                "-lf",
                leases.toString(),
                "-pf",
                directory.resolve("dhclient.pid").toString(),
                "-sf",
                script("$reason").toString(),
                Netns.CLIENT_INTERFACE);
        try {
            serverLog.await("dhclient is bound", () -> Files.exists(directory.resolve("bound")));
            return environment();
        } finally {
            process.destroy();
            process.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private Path script(String reason) throws IOException {
        Files.deleteIfExists(directory.resolve("bound"));
        var script = directory.resolve("script");
        Files.writeString(
                script,
                "#!/bin/sh\ncase \"" + reason + "\" in bound|BOUND|REBOOT)\n"
                        + "  env > '" + directory + "/env' && mv '" + directory + "/env' '" + directory
                        + "/bound' ;;\nesac\nexit 0\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Map<String, String> environment() throws IOException {
        var environment = new TreeMap<String, String>();
        for (var line : Files.readAllLines(directory.resolve("bound"))) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                environment.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return environment;
    }

    private record Sniffer(Process process, File output) {}

    private Sniffer sniff(String filter, int packets) throws Exception {
        var output = Files.createTempFile(directory, "tcpdump", "").toFile();
        var process = netns.startOnClient(
                output, "tcpdump", "-l", "-e", "-n", "-v", "-c", "" + packets, "-i", Netns.CLIENT_INTERFACE, filter);
        serverLog.await(
                "tcpdump listens", () -> Files.readString(output.toPath()).contains("listening on"));
        return new Sniffer(process, output);
    }

    /// One line per packet; waits for all of them, but not for ever.
    private static List<String> heard(Sniffer sniffer) throws Exception {
        if (!sniffer.process.waitFor(20, TimeUnit.SECONDS)) {
            sniffer.process.destroy();
            sniffer.process.waitFor();
        }
        // tcpdump indents what belongs to the packet of the line before
        var text = Files.readString(sniffer.output.toPath()).replaceAll("\n\\s+", " ");
        return text.lines().filter(line -> line.contains("ethertype")).toList();
    }
}
