package dev.muster.cluster.dhcp;

import static dev.muster.testing.Requirements.need;
import static dev.muster.testing.Requirements.needTools;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.netns.Netns;
import dev.muster.cluster.netns.ServedCable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tools that test DHCP servers, clients through their later states, and somebody else's server beside ours.
class DhcpToolsIT {
    private static final String SERVER = "10.77.0.1";
    private static final String MAC = "02:77:00:00:00:01";
    private static final int MANY = 100;

    @TempDir
    private Path directory;

    private ServedCable cable;

    @BeforeAll
    static void requirements() {
        need("root".equals(System.getProperty("user.name")), "network namespaces need root");
        needTools("ip", "udhcpc", "dhclient", "tcpdump", "dhcping", "nmap", "perfdhcp", "dnsmasq");
    }

    @BeforeEach
    void plugIn() throws Exception {
        cable = ServedCable.plugIn("mt-tools", SERVER + "/24", directory);
        cable.netns().onClient("ip", "link", "set", Netns.CLIENT_INTERFACE, "address", MAC);
    }

    @AfterEach
    void unplug() throws Exception {
        if (cable != null) {
            cable.close();
        }
    }

    @Test
    void perfdhcpsHundredClientsHaveAHundredAddresses() throws Exception {
        startServer("full");
        assertHundredLeases();
    }

    @Test
    void relayOnlySubnetServesPerfdhcpWhichIsARelay() throws Exception {
        startServer("relay");
        assertHundredLeases();
    }

    @Test
    void dhcpingIsAnswered() throws Exception {
        startServer("full");
        address("10.77.0.150");
        assertThat(cable.client("dhcping", "-c", "10.77.0.150", "-s", SERVER, "-h", MAC, "-t", "10"))
                .contains("Got answer from: " + SERVER);
        cable.waitFor("renewed " + MAC + " 10.77.0.150");
        cable.waitFor("released " + MAC + " 10.77.0.150");
        assertThat(cable.client("dhcping", "-i", "-c", "10.77.0.150", "-s", SERVER, "-h", MAC, "-t", "10"))
                .contains("Got answer from: " + SERVER);
    }

    @Test
    void nmapsScriptsDiscoverTheServer() throws Exception {
        startServer("full");
        address("10.77.0.3");
        assertThat(cable.client("nmap", "-e", Netns.CLIENT_INTERFACE, "--script", "broadcast-dhcp-discover"))
                .contains("Server Identifier: " + SERVER)
                .contains("Router: 10.77.0.254")
                .contains("DHCP Message Type: DHCPOFFER");
        assertThat(cable.client("nmap", "-sU", "-p", "67", "-Pn", "-n", "--script", "dhcp-discover", SERVER))
                .contains("DHCP Message Type: DHCPACK")
                .contains("Server Identifier: " + SERVER)
                .contains("Domain Name: lab");
    }

    @Test
    void udhcpcRenewsAndReleases() throws Exception {
        startServer("full");
        var script = cable.script("udhcpc.sh", "[ \"$ip\" ] && ip address replace $ip/24 dev $interface");
        var pid = directory.resolve("udhcpc.pid");
        cable.startOnClient("udhcpc", "-i", Netns.CLIENT_INTERFACE, "-f", "-s", script, "-p", pid.toString());
        cable.waitFor("leased " + MAC + " 10.77.0.100");
        var udhcpc =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
        signal(udhcpc, "USR1");
        cable.waitFor("renewed " + MAC + " 10.77.0.100");
        signal(udhcpc, "USR2");
        cable.waitFor("released " + MAC + " 10.77.0.100");
    }

    @Test
    void dhclientRebootsWithItsLeaseAndReleasesIt() throws Exception {
        startServer("full");
        runDhclient("-1");
        cable.waitFor("leased " + MAC + " 10.77.0.100");
        long leased = cable.count("leased " + MAC);
        var requests = cable.sniff("udp and dst port 67 and udp[250] == 3", 1);
        runDhclient("-1");
        cable.await("dhclient has its lease confirmed", () -> cable.count("leased " + MAC) > leased);
        assertThat(cable.heard(requests))
                .contains("DHCP-Message (53), length 1: Request")
                .contains("Requested-IP")
                .doesNotContain("Server-ID");
        runDhclient("-r");
        cable.waitFor("released " + MAC + " 10.77.0.100");
    }

    @Test
    void interfaceMadeAnewIsServedAgain() throws Exception {
        startServer("full");
        cable.netns().replaceCable(SERVER + "/24");
        cable.await("the interface is served again", () -> cable.count("serving " + Netns.SERVER_INTERFACE) >= 2);
        cable.netns().onClient("ip", "link", "set", Netns.CLIENT_INTERFACE, "address", MAC);
        cable.client("udhcpc", "-i", Netns.CLIENT_INTERFACE, "-f", "-q", "-n", "-t", "5", "-T", "2", "-s", "/bin/true");
        cable.waitFor("leased " + MAC + " 10.77.0.100");
    }

    @Test
    void somebodyElsesServerLeasesAndOursSuppliesTheBootFile() throws Exception {
        cable.netns().plugInAnother("10.77.0.9/24");
        cable.netns().onClient("ip", "link", "set", Netns.CLIENT_BRIDGE, "address", MAC);
        startServer("proxy");
        var dnsmasqLog = directory.resolve("dnsmasq.log").toFile();
        cable.runs(cable.netns()
                .startOnOther(
                        dnsmasqLog,
                        ("dnsmasq -k --conf-file=/dev/null --port=0 --bind-interfaces --user=root --log-dhcp"
                                        + " --log-facility=- --pid-file= --interface=" + Netns.OTHER_INTERFACE
                                        + " --dhcp-range=10.77.0.50,10.77.0.60,255.255.255.0,2m --dhcp-leasefile="
                                        + directory.resolve("dnsmasq.leases"))
                                .split(" ")));
        cable.await(
                "dnsmasq listens", () -> Files.readString(dnsmasqLog.toPath()).contains("DHCP, IP range"));
        var proxied = cable.sniffOn(Netns.CLIENT_BRIDGE, "udp and src host " + SERVER + " and src port 67", 1);
        var config = Files.writeString(
                directory.resolve("pxe.conf"),
                "send vendor-class-identifier \"PXEClient:Arch:00000:UNDI:002001\";\nrequire subnet-mask;\n");
        runDhclient(Netns.CLIENT_BRIDGE, "-1", "-cf", config.toString());
        cable.waitFor("proxied " + MAC);
        assertThat(cable.heard(proxied))
                .contains("file \"pxelinux.0\"")
                .contains("Vendor-Class (60), length 9: \"PXEClient\"")
                .doesNotContain("Your-IP");
        assertThat(Files.readString(dnsmasqLog.toPath())).contains("DHCPACK(oth0) 10.77.0.");
        assertThat(Files.readString(cable.serverLog())).doesNotContain("leased");
        cable.netns().onClient("ip", "address", "replace", "10.77.0.77/24", "dev", Netns.CLIENT_BRIDGE);
        assertThat(cable.client(ServedCable.java(BootServiceQuery.class, SERVER, "10.77.0.77")))
                .contains("ACK pxelinux.0 from port 4011 0.0.0.0");
    }

    /// `-W`: perfdhcp would leave with the last request, before its answer can be there.
    private void assertHundredLeases() throws Exception {
        address("10.77.0.2");
        assertThat(cable.client(("perfdhcp -4 -R " + MANY + " -n " + MANY + " -r 50 -W 2000000 -l "
                                + Netns.CLIENT_INTERFACE + " " + SERVER)
                        .split(" ")))
                .contains("received packets: " + MANY);
        cable.await("all leases are on disk", () -> cable.count("leased ") == MANY);
        var leases = cable.lines().stream()
                .filter(line -> line.startsWith("leased "))
                .toList();
        assertThat(leases.stream().map(line -> line.split(" ")[1])).doesNotHaveDuplicates();
        assertThat(leases.stream().map(line -> line.split(" ")[2])).doesNotHaveDuplicates();
    }

    private void startServer(String mode) throws Exception {
        String directoryOfLeases = directory.resolve("leases").toString();
        cable.startServer(
                DhcpServerMain.class,
                directoryOfLeases,
                Netns.SERVER_INTERFACE,
                "10.77.0",
                "10.77.0.100",
                "10.77.0.229",
                mode);
    }

    private void address(String address) throws Exception {
        cable.netns().onClient("ip", "address", "add", address + "/24", "dev", Netns.CLIENT_INTERFACE);
    }

    private void runDhclient(String mode) throws Exception {
        runDhclient(Netns.CLIENT_INTERFACE, mode, "-cf", "/dev/null");
    }

    /// Until it has its address, or has given it back; it must not go on in the background.
    private void runDhclient(String interfaceName, String... more) throws Exception {
        var command = new ArrayList<>(List.of("dhclient", "-4", "-d"));
        command.addAll(List.of(more));
        command.addAll(List.of("-lf", directory.resolve("dhclient.leases").toString()));
        command.addAll(List.of("-pf", directory.resolve("dhclient.pid").toString()));
        var done = directory.resolve("done");
        Files.deleteIfExists(done);
        String onLease = "ip address replace $new_ip_address/24 dev $interface; touch " + done;
        String body = "case $reason in BOUND|REBOOT) " + onLease + ";; RELEASE) touch " + done + ";; esac";
        command.addAll(List.of("-sf", cable.script("dhclient.sh", body)));
        command.add(interfaceName);
        var process = cable.startOnClient(command.toArray(String[]::new));
        cable.await("dhclient is done", () -> Files.exists(done));
        process.destroy();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    private static void signal(ProcessHandle process, String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }
}
