package dev.muster.cluster.dhcp6;

import static dev.muster.testing.Requirements.need;
import static dev.muster.testing.Requirements.needTools;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.netns.Netns;
import dev.muster.cluster.netns.ServedCable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/// Real DHCPv6 clients against the server in network namespaces of their own.
class Dhcp6ClientsIT {
    private static final String MAC = "02:77:00:00:00:01";
    private static final String LOW = "fd00:77::1000";
    private static final String HIGH = "fd00:77::10ff";
    private static final int MANY = 100;

    @TempDir
    private Path directory;

    private ServedCable cable;

    @BeforeAll
    static void requirements() {
        need("root".equals(System.getProperty("user.name")), "network namespaces need root");
        needTools("ip", "dhclient", "tcpdump", "perfdhcp");
    }

    @BeforeEach
    void plugIn() throws Exception {
        cable = ServedCable.plugIn("mt-v6", "10.77.0.1/24", directory);
        var client = cable.netns();
        client.onClient("ip", "link", "set", Netns.CLIENT_INTERFACE, "down");
        client.onClient("ip", "link", "set", Netns.CLIENT_INTERFACE, "address", MAC, "up");
        client.onServer(
                ("ip address add " + Subnets.SERVER + "/64 dev " + Netns.SERVER_INTERFACE + " nodad").split(" "));
        // nobody can be asked before duplicate address detection has let the link-local addresses through
        client.onServer(untilUsable(Netns.SERVER_INTERFACE));
        client.onClient(untilUsable(Netns.CLIENT_INTERFACE));
    }

    @AfterEach
    void unplug() throws IOException {
        if (cable != null) {
            cable.close();
        }
    }

    @Test
    void dhclientGetsWhatABootNeeds() throws Exception {
        startServer(false);
        var got = dhclient(
                "-1",
                "also request dhcp6.bootfile-url;\nsend dhcp6.client-arch-type 16;\n" + "require dhcp6.name-servers;");
        assertThat(got)
                .containsEntry("new_ip6_address", LOW)
                .containsEntry("new_dhcp6_name_servers", Subnets.SERVER)
                .containsEntry("new_dhcp6_domain_search", "lab.")
                .containsEntry("new_dhcp6_bootfile_url", "http://[fd00:77::1]:5248/images/ipxe.efi")
                .containsEntry("new_max_life", "600")
                .containsEntry("new_preferred_life", "450")
                .containsEntry("new_renew", "225")
                .containsEntry("new_rebind", "360");
        cable.waitFor("leased " + MAC + " " + LOW);
    }

    @Test
    void dhclientConfirmsAndReleasesItsLease() throws Exception {
        startServer(false);
        dhclient("-1", "");
        cable.waitFor("leased " + MAC + " " + LOW);
        assertThat(dhclient("-1", "")).containsEntry("new_ip6_address", LOW);
        cable.waitFor("informed on " + Netns.SERVER_INTERFACE);
        dhclient("-r", "");
        cable.waitFor("released " + MAC + " " + LOW);
    }

    @Test
    void twoMessagesSufficeForWhoWantsRapidCommit() throws Exception {
        startServer(true);
        assertThat(dhclient("-1", "send dhcp6.rapid-commit;")).containsEntry("new_ip6_address", LOW);
        cable.waitFor("leased " + MAC + " " + LOW);
        assertThat(cable.count("offered")).isZero();
    }

    @Test
    void dhclientWithoutAnAddressGetsTheSettings() throws Exception {
        startServer(false);
        assertThat(dhclient("-S", "")).containsEntry("new_dhcp6_name_servers", Subnets.SERVER);
        cable.waitFor("informed on " + Netns.SERVER_INTERFACE);
        assertThat(cable.count("leased")).isZero();
    }

    @Test
    void wholeNetworksAreRefused() throws Exception {
        startServer(false);
        var heard = cable.sniff("udp and src port 547", 1);
        cable.startOnClient(dhclientCommand("-1", "", "-P"));
        assertThat(cable.heard(heard))
                .contains("dhcp6 advertise")
                .contains("IA_PD")
                .contains("NoPrefixAvail");
    }

    @Test
    void anotherIdentifierOnTheSameMacHasTheSameAddress() throws Exception {
        startServer(false);
        dhclient("-1", "");
        Files.delete(directory.resolve("dhclient6.leases"));
        assertThat(dhclient("-1", "")).containsEntry("new_ip6_address", LOW);
        await2Leases();
    }

    @Test
    void killedServerKeepsItsLeases() throws Exception {
        var server = startServer(false);
        dhclient("-1", "");
        cable.waitFor("leased " + MAC + " " + LOW);
        server.destroyForcibly().waitFor();
        startServer(false);
        cable.waitFor("restored " + MAC + " " + LOW);
        perfdhcp(10);
        assertThat(leases()).hasSizeGreaterThan(1).doesNotHaveDuplicates();
    }

    @Test
    void perfdhcpsHundredClientsHaveAHundredAddresses() throws Exception {
        startServer(false);
        perfdhcp(MANY);
        assertThat(leases()).hasSize(MANY).doesNotHaveDuplicates();
    }

    @Test
    void machinesAreToldToAskAndWhichAddressesAreNear() throws Exception {
        var heard = cable.sniff("icmp6 and ip6[40] == 134", 1);
        startServer(false);
        assertThat(cable.heard(heard))
                .contains("icmp6 sum ok")
                .contains("Flags [managed, other stateful]")
                .contains("router lifetime 0s")
                .contains(Subnets.PREFIX + ", Flags [onlink]");
        cable.await("the kernel reaches the server without a router", () -> {
            var routes = cable.startOnClient("sh", "-c", "ip -6 route show > " + directory.resolve("routes"));
            routes.onExit().join();
            return Files.readString(directory.resolve("routes")).contains("fd00:77::/64 dev cli0 proto kernel");
        });
    }

    private void perfdhcp(int clients) throws Exception {
        // -W: it would leave with the last request, before its answer can be there
        assertThat(cable.client(("perfdhcp -6 -R " + clients + " -n " + clients + " -r 50 -W 2000000 -l "
                                + Netns.CLIENT_INTERFACE + " all")
                        .split(" ")))
                .contains("received packets: " + clients);
    }

    private void await2Leases() {
        cable.await("a second lease", () -> cable.count("leased " + MAC + " " + LOW) == 2);
    }

    private List<String> leases() throws IOException {
        return cable.lines().stream()
                .filter(line -> line.startsWith("leased "))
                .map(line -> line.split(" ")[2])
                .toList();
    }

    private Process startServer(boolean rapidCommit) throws Exception {
        return cable.startServer(
                Dhcp6ServerMain.class,
                directory.resolve("leases").toString(),
                Netns.SERVER_INTERFACE,
                LOW,
                HIGH,
                Boolean.toString(rapidCommit));
    }

    /// What it tells its script, until it has what it asks for, or has given it back.
    private Map<String, String> dhclient(String mode, String config) throws Exception {
        var told = directory.resolve("told");
        Files.deleteIfExists(told);
        var process = cable.startOnClient(dhclientCommand(mode, config));
        cable.await("dhclient is done", () -> Files.exists(told));
        process.destroy();
        process.waitFor(10, TimeUnit.SECONDS);
        var variables = new TreeMap<String, String>();
        for (var line : Files.readAllLines(told)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                variables.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return variables;
    }

    private String[] dhclientCommand(String mode, String config, String... more) throws IOException {
        var told = directory.resolve("told");
        var settings = Files.writeString(
                directory.resolve("dhclient6.conf"),
                "request dhcp6.name-servers, dhcp6.domain-search;\n" + config + "\n");
        String body = "case $reason in BOUND6|RELEASE6) env > " + told + ".new; mv " + told + ".new " + told
                + ";; RENEW6) if [ -n \"$new_dhcp6_name_servers\" ]; then env > " + told + ".new; mv " + told + ".new "
                + told + "; fi;; esac";
        var command = new ArrayList<>(List.of("dhclient", "-6", "-d", mode));
        command.addAll(List.of(more));
        command.addAll(List.of("-cf", settings.toString()));
        command.addAll(List.of("-lf", directory.resolve("dhclient6.leases").toString()));
        command.addAll(List.of("-pf", directory.resolve("dhclient6.pid").toString()));
        command.addAll(List.of("-sf", cable.script("dhclient6.sh", body), Netns.CLIENT_INTERFACE));
        return command.toArray(String[]::new);
    }

    private static String[] untilUsable(String interfaceName) {
        String link = "ip -6 address show dev " + interfaceName;
        return new String[] {
            "sh",
            "-c",
            "for i in $(seq 100); do " + link + " scope link | grep -q inet6 && ! " + link
                    + " | grep -q tentative && exit 0; sleep 0.1; done; exit 1"
        };
    }
}
