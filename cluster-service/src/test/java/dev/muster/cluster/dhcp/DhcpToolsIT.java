package dev.muster.cluster.dhcp;

import static dev.muster.cluster.Requirements.need;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

    private Netns netns;
    private File serverLog;
    private final List<Process> processes = new ArrayList<>();

    @BeforeAll
    static void requirements() {
        need("root".equals(System.getProperty("user.name")), "network namespaces need root");
        for (var tool : List.of("ip", "udhcpc", "dhclient", "tcpdump", "dhcping", "nmap", "perfdhcp", "dnsmasq")) {
            boolean installed = List.of("/usr/sbin", "/sbin", "/usr/bin", "/bin").stream()
                    .anyMatch(folder -> new File(folder, tool).canExecute());
            need(installed, tool + " is not installed");
        }
    }

    @BeforeEach
    void plugIn() throws Exception {
        netns = Netns.create("mt-tools-" + ProcessHandle.current().pid(), SERVER + "/24");
        serverLog = directory.resolve("server.log").toFile();
        netns.onClient("ip", "link", "set", Netns.CLIENT_INTERFACE, "address", MAC);
    }

    @AfterEach
    void unplug() throws Exception {
        for (var process : processes) {
            process.destroyForcibly().waitFor();
        }
        if (netns != null) {
            netns.close();
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
        assertThat(client("dhcping", "-c", "10.77.0.150", "-s", SERVER, "-h", MAC, "-t", "10"))
                .contains("Got answer from: " + SERVER);
        waitFor("renewed " + MAC + " 10.77.0.150");
        waitFor("released " + MAC + " 10.77.0.150");
        assertThat(client("dhcping", "-i", "-c", "10.77.0.150", "-s", SERVER, "-h", MAC, "-t", "10"))
                .contains("Got answer from: " + SERVER);
    }

    @Test
    void nmapsScriptsDiscoverTheServer() throws Exception {
        startServer("full");
        address("10.77.0.3");
        assertThat(client("nmap", "-e", Netns.CLIENT_INTERFACE, "--script", "broadcast-dhcp-discover"))
                .contains("Server Identifier: " + SERVER)
                .contains("Router: 10.77.0.254")
                .contains("DHCP Message Type: DHCPOFFER");
        assertThat(client("nmap", "-sU", "-p", "67", "-Pn", "-n", "--script", "dhcp-discover", SERVER))
                .contains("DHCP Message Type: DHCPACK")
                .contains("Server Identifier: " + SERVER)
                .contains("Domain Name: lab");
    }

    @Test
    void udhcpcRenewsAndReleases() throws Exception {
        startServer("full");
        var script = script("udhcpc.sh", "[ \"$ip\" ] && ip address replace $ip/24 dev $interface");
        var pid = directory.resolve("udhcpc.pid");
        startOnClient("udhcpc", "-i", Netns.CLIENT_INTERFACE, "-f", "-s", script, "-p", pid.toString());
        waitFor("leased " + MAC + " 10.77.0.100");
        var udhcpc =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
        signal(udhcpc, "USR1");
        waitFor("renewed " + MAC + " 10.77.0.100");
        signal(udhcpc, "USR2");
        waitFor("released " + MAC + " 10.77.0.100");
    }

    @Test
    void dhclientRebootsWithItsLeaseAndReleasesIt() throws Exception {
        startServer("full");
        runDhclient("-1");
        waitFor("leased " + MAC + " 10.77.0.100");
        long leased = count("leased " + MAC);
        var requests = sniff("udp and dst port 67 and udp[250] == 3", 1);
        runDhclient("-1");
        await("dhclient has its lease confirmed", () -> count("leased " + MAC) > leased);
        assertThat(heard(requests))
                .contains("DHCP-Message (53), length 1: Request")
                .contains("Requested-IP")
                .doesNotContain("Server-ID");
        runDhclient("-r");
        waitFor("released " + MAC + " 10.77.0.100");
    }

    @Test
    void interfaceMadeAnewIsServedAgain() throws Exception {
        startServer("full");
        netns.replaceCable(SERVER + "/24");
        await("the interface is served again", () -> count("serving " + Netns.SERVER_INTERFACE) >= 2);
        netns.onClient("ip", "link", "set", Netns.CLIENT_INTERFACE, "address", MAC);
        client("udhcpc", "-i", Netns.CLIENT_INTERFACE, "-f", "-q", "-n", "-t", "5", "-T", "2", "-s", "/bin/true");
        waitFor("leased " + MAC + " 10.77.0.100");
    }

    @Test
    void somebodyElsesServerLeasesAndOursSuppliesTheBootFile() throws Exception {
        netns.plugInAnother("10.77.0.9/24");
        netns.onClient("ip", "link", "set", Netns.CLIENT_BRIDGE, "address", MAC);
        startServer("proxy");
        var dnsmasqLog = directory.resolve("dnsmasq.log").toFile();
        processes.add(netns.startOnOther(
                dnsmasqLog,
                ("dnsmasq -k --conf-file=/dev/null --port=0 --bind-interfaces --user=root --log-dhcp"
                                + " --log-facility=- --pid-file= --interface=" + Netns.OTHER_INTERFACE
                                + " --dhcp-range=10.77.0.50,10.77.0.60,255.255.255.0,2m --dhcp-leasefile="
                                + directory.resolve("dnsmasq.leases"))
                        .split(" ")));
        await("dnsmasq listens", () -> Files.readString(dnsmasqLog.toPath()).contains("DHCP, IP range"));
        var proxied = sniffOn(Netns.CLIENT_BRIDGE, "udp and src host " + SERVER + " and src port 67", 1);
        var config = Files.writeString(
                directory.resolve("pxe.conf"),
                "send vendor-class-identifier \"PXEClient:Arch:00000:UNDI:002001\";\nrequire subnet-mask;\n");
        runDhclient(Netns.CLIENT_BRIDGE, "-1", "-cf", config.toString());
        waitFor("proxied " + MAC);
        assertThat(heard(proxied))
                .contains("file \"pxelinux.0\"")
                .contains("Vendor-Class (60), length 9: \"PXEClient\"")
                .doesNotContain("Your-IP");
        assertThat(Files.readString(dnsmasqLog.toPath())).contains("DHCPACK(oth0) 10.77.0.");
        assertThat(Files.readString(serverLog.toPath())).doesNotContain("leased");
        netns.onClient("ip", "address", "replace", "10.77.0.77/24", "dev", Netns.CLIENT_BRIDGE);
        assertThat(client(java(BootServiceQuery.class, SERVER, "10.77.0.77")))
                .contains("ACK pxelinux.0 from port 4011 0.0.0.0");
    }

    /// `-W`: perfdhcp would leave with the last request, before its answer can be there.
    private void assertHundredLeases() throws Exception {
        address("10.77.0.2");
        assertThat(client(("perfdhcp -4 -R " + MANY + " -n " + MANY + " -r 50 -W 2000000 -l " + Netns.CLIENT_INTERFACE
                                + " " + SERVER)
                        .split(" ")))
                .contains("received packets: " + MANY);
        await("all leases are on disk", () -> count("leased ") == MANY);
        var leases = lines().stream().filter(line -> line.startsWith("leased ")).toList();
        assertThat(leases.stream().map(line -> line.split(" ")[1])).doesNotHaveDuplicates();
        assertThat(leases.stream().map(line -> line.split(" ")[2])).doesNotHaveDuplicates();
    }

    private void startServer(String mode) throws Exception {
        String directoryOfLeases = directory.resolve("leases").toString();
        processes.add(netns.startOnServer(
                serverLog,
                java(
                        DhcpServerMain.class,
                        directoryOfLeases,
                        Netns.SERVER_INTERFACE,
                        "10.77.0",
                        "10.77.0.100",
                        "10.77.0.229",
                        mode)));
        waitFor("ready");
    }

    private static String[] java(Class<?> main, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }

    private void address(String address) throws Exception {
        netns.onClient("ip", "address", "add", address + "/24", "dev", Netns.CLIENT_INTERFACE);
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
        command.addAll(List.of("-sf", script("dhclient.sh", body)));
        command.add(interfaceName);
        var process = startOnClient(command.toArray(String[]::new));
        await("dhclient is done", () -> Files.exists(done));
        process.destroy();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    private Process startOnClient(String... command) throws IOException {
        var process = netns.startOnClient(directory.resolve("client.log").toFile(), command);
        processes.add(process);
        return process;
    }

    /// What the command says.
    private String client(String... command) throws Exception {
        var output = Files.createTempFile(directory, "client", "").toFile();
        var process = netns.startOnClient(output, command);
        processes.add(process);
        assertThat(process.waitFor(120, TimeUnit.SECONDS))
                .as(String.join(" ", command))
                .isTrue();
        return Files.readString(output.toPath());
    }

    private String script(String name, String body) throws IOException {
        var script = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + body + "\nexit 0\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"))
                .toString();
    }

    private static void signal(ProcessHandle process, String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private record Sniffer(Process process, File output) {}

    private Sniffer sniff(String filter, int packets) throws Exception {
        return sniffOn(Netns.CLIENT_INTERFACE, filter, packets);
    }

    private Sniffer sniffOn(String interfaceName, String filter, int packets) throws Exception {
        var output = Files.createTempFile(directory, "tcpdump", "").toFile();
        var process = netns.startOnClient(
                output, "tcpdump", "-l", "-n", "-vvv", "-c", "" + packets, "-i", interfaceName, filter);
        processes.add(process);
        await("tcpdump listens", () -> Files.readString(output.toPath()).contains("listening on"));
        return new Sniffer(process, output);
    }

    private static String heard(Sniffer sniffer) throws Exception {
        assertThat(sniffer.process.waitFor(20, TimeUnit.SECONDS))
                .as("tcpdump heard enough")
                .isTrue();
        return Files.readString(sniffer.output.toPath());
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(serverLog.toPath());
    }

    private long count(String beginning) throws IOException {
        return lines().stream().filter(line -> line.startsWith(beginning)).count();
    }

    private void waitFor(String line) throws Exception {
        await("the server says '" + line + "'", () -> lines().contains(line));
    }

    private interface Check {
        boolean holds() throws IOException;
    }

    private void await(String what, Check check) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!check.holds()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain: " + what + "\n" + Files.readString(serverLog.toPath()));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
