package dev.muster.local;

import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.muster.local.LocalStackConfig.ProxyListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Debian's squid between two namespaces, in which every address answers on port 80: what is not got was refused.
///
/// ```
///   <rack>  rack0 10.77.0.1/24, 9.9.9.1 and fd77::1 (its own)
///     └─ veth 10.78.0.0/30 ─ <world>  9.9.9.9 and 2620:fe::9 (public), 10.99.0.9 and fd99::9 (a BMC), DNS
/// ```
class SquidProxyIT {
    private static final String RACK = "muster-squid-" + ProcessHandle.current().pid() + "-rack";
    private static final String WORLD =
            "muster-squid-" + ProcessHandle.current().pid() + "-world";
    private static final Path ETC = Path.of("/etc/netns", RACK);

    private static final String WIRES = """
            set -e
            ip netns add $RACK
            ip netns add $WORLD
            ip -n $RACK link set lo up
            ip -n $WORLD link set lo up
            ip netns exec $RACK sysctl -q -w net.ipv6.conf.default.accept_dad=0
            ip netns exec $WORLD sysctl -q -w net.ipv6.conf.default.accept_dad=0
            ip -n $RACK link add rack0 type veth peer name nodes netns $WORLD
            ip -n $WORLD link set nodes up
            ip -n $RACK addr add 10.77.0.1/24 dev rack0
            ip -n $RACK addr add fd77::1/64 dev rack0
            ip -n $RACK addr add 9.9.9.1/32 dev rack0
            ip -n $RACK link set rack0 up
            ip -n $RACK link add out type veth peer name in netns $WORLD
            ip -n $RACK addr add 10.78.0.1/30 dev out
            ip -n $RACK addr add fd78::1/64 dev out
            ip -n $RACK link set out up
            ip -n $WORLD addr add 10.78.0.2/30 dev in
            ip -n $WORLD addr add fd78::2/64 dev in
            ip -n $WORLD link set in up
            for address in 9.9.9.9/32 10.99.0.9/32 2620:fe::9/128 fd99::9/128; do
                ip -n $WORLD addr add $address dev lo
            done
            ip -n $RACK route add default via 10.78.0.2
            ip -n $RACK route add default via fd78::2
            ip -n $WORLD route add default via 10.78.0.1
            ip -n $WORLD route add default via fd78::1
            """;

    /// What names say; squid asks as machines ask it.
    private static final List<String> NAMES = List.of(
            "--host-record=archive.example,9.9.9.9,2620:fe::9",
            "--host-record=mirror.example,10.99.0.9",
            "--host-record=self.example,127.0.0.1",
            "--host-record=zero.example,0.0.0.0",
            "--host-record=mapped.example,::ffff:127.0.0.1",
            "--host-record=own.example,9.9.9.1",
            "--host-record=rack.example,10.77.0.1",
            "--host-record=metadata.example,169.254.169.254",
            "--host-record=bmc.example,10.99.0.9",
            "--host-record=bmc6.example,fd99::9",
            "--host-record=both.example,9.9.9.9",
            "--host-record=both.example,10.99.0.9",
            "--ptr-record=9.0.99.10.in-addr.arpa,archive.example");

    @TempDir(cleanup = CleanupMode.ALWAYS)
    static Path folder;

    private static final List<Process> servers = new ArrayList<>();

    @BeforeAll
    static void twoNamespaces() throws Exception {
        need("root".equals(System.getProperty("user.name")), "needs root, for network namespaces");
        need(SquidProxy.isInstalled(), "needs Debian's squid");
        need(installed("busybox") && installed("dnsmasq") && installed("curl"), "needs busybox, dnsmasq and curl");
        // its files are read by another user
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        run("sh", "-c", WIRES.replace("$RACK", RACK).replace("$WORLD", WORLD));
        Files.createDirectories(ETC);
        Files.writeString(ETC.resolve("resolv.conf"), "nameserver 10.78.0.2\n");
        Files.writeString(ETC.resolve("hosts"), "127.0.0.1 localhost\n");
        Path www = Files.createDirectories(folder.resolve("www"));
        Files.writeString(www.resolve("index.html"), "reached\n");
        serve(RACK, "busybox", "httpd", "-f", "-p", "[::]:80", "-h", www.toString());
        serve(WORLD, "busybox", "httpd", "-f", "-p", "[::]:80", "-h", www.toString());
        serve(WORLD, "busybox", "httpd", "-f", "-p", "[::]:443", "-h", www.toString());
        var dns = new ArrayList<>(List.of("dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null"));
        dns.addAll(List.of("--no-hosts", "--no-resolv", "--user=root", "--pid-file=", "--log-facility=-"));
        dns.addAll(NAMES);
        serve(WORLD, dns.toArray(String[]::new));
        await("the servers")
                .until(() -> direct("http://127.0.0.1/").equals("200")
                        && direct("http://10.99.0.9/").equals("200")
                        && direct("http://archive.example/").equals("200"));
    }

    @AfterAll
    static void noNamespaces() throws Exception {
        for (Process server : servers) {
            server.destroyForcibly().waitFor();
        }
        run("sh", "-c", "ip netns del " + RACK + "; ip netns del " + WORLD + "; rm -rf " + ETC);
    }

    /// Each is answered where there is no rule about it, but for those that stand for another in IPv6 alone.
    private static final List<String> NOT_PUBLIC = List.of(
            "0.0.0.0",
            "0",
            "127.0.0.1",
            "127.1",
            "2130706433",
            "0x7f000001",
            "0177.0.0.1",
            "localhost",
            "[::1]",
            "[::]",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[::127.0.0.1]",
            "[::ffff:0.0.0.0]",
            "10.77.0.1",
            "9.9.9.1",
            "[::ffff:9.9.9.1]",
            "151587073",
            "[fd77::1]",
            "[64:ff9b::10.99.0.9]",
            "[2002:0a63:0009::1]",
            "10.99.0.9",
            "10.99.9",
            "[::ffff:10.99.0.9]",
            "174260233",
            "[fd99::9]",
            "169.254.169.254",
            "self.example",
            "zero.example",
            "mapped.example",
            "own.example",
            "rack.example",
            "metadata.example",
            "bmc.example",
            "bmc.example.",
            "bmc6.example",
            "both.example");

    @Test
    void whatIsNotPublicIsRefusedInEverySpelling() throws Exception {
        var statuses = new TreeMap<String, String>();
        var refused = new TreeMap<String, String>();
        try (var _ = proxy("public")) {
            for (String host : NOT_PUBLIC) {
                statuses.put(host, proxied("http://" + host + "/") + " " + tunnelled(host));
                refused.put(host, "403 403");
            }
        }
        assertThat(statuses).isEqualTo(refused);
    }

    static List<Arguments> archives() {
        return List.of(
                argumentSet(
                        "anything public",
                        List.of("public"),
                        Map.of(
                                "archive.example", "200",
                                "9.9.9.9", "200",
                                "[2620:fe::9]", "200",
                                "nobody.example", "503")),
                argumentSet(
                        "a mirror by name, not its address, its other name, or what is public",
                        List.of("mirror.example"),
                        Map.of(
                                "mirror.example", "200",
                                "10.99.0.9", "403",
                                "bmc.example", "403",
                                "archive.example", "403")),
                argumentSet(
                        "a mirror and anything public",
                        List.of("mirror.example", "public"),
                        Map.of("mirror.example", "200", "archive.example", "200", "bmc.example", "403")),
                argumentSet(
                        "a mirror by address, and no name that has it among others",
                        List.of("10.99.0.9"),
                        Map.of("10.99.0.9", "200", "both.example", "403", "[fd99::9]", "403")),
                argumentSet(
                        "one on this machine",
                        List.of("10.77.0.1"),
                        Map.of("10.77.0.1", "200", "127.0.0.1", "403", "9.9.9.1", "403")),
                argumentSet(
                        "a domain, but for what it says of loopback",
                        List.of(".example"),
                        Map.of("bmc.example", "200", "self.example", "403", "zero.example", "403")),
                argumentSet(
                        "a name that somebody's reverse name says",
                        List.of("archive.example"),
                        Map.of("10.99.0.9", "403")));
    }

    @ParameterizedTest
    @MethodSource
    void archives(List<String> archives, Map<String, String> expected) throws Exception {
        var statuses = new TreeMap<String, String>();
        try (var _ = proxy(archives.toArray(String[]::new))) {
            for (String host : expected.keySet()) {
                statuses.put(host, proxied("http://" + host + "/"));
            }
        }
        assertThat(statuses).isEqualTo(expected);
    }

    @Test
    void otherPortsSchemesAndItsOwnPagesAreRefused() throws Exception {
        try (var _ = proxy("public")) {
            assertThat(proxied("http://9.9.9.9:8080/")).isEqualTo("403");
            assertThat(proxied("ftp://9.9.9.9:80/")).isEqualTo("403");
            assertThat(proxied("http://9.9.9.9/", "--request-target", "urn:9.9.9.9:x"))
                    .isEqualTo("400");
            assertThat(proxied("http://muster:80/squid-internal-mgr/info")).isEqualTo("403");
            assertThat(proxied("http://10.77.0.1:8000/squid-internal-mgr/info")).isEqualTo("403");
        }
    }

    /// Of a name that leads elsewhere when it is asked for once more, the answer to a request is held back; nobody can
    /// hold back what comes through a tunnel.
    @Test
    void tunnelsLeadToNamedArchivesOnly() throws Exception {
        try (var _ = proxy("public", "mirror.example", "9.9.9.9")) {
            assertThat(tunnelled("9.9.9.9")).isEqualTo("200");
            assertThat(tunnelled("mirror.example")).isEqualTo("200");
            assertThat(tunnelled("[2620:fe::9]")).isEqualTo("403");
            assertThat(tunnelled("archive.example")).isEqualTo("403");
            assertThat(proxied("http://archive.example/")).isEqualTo("200");
        }
    }

    /// It needs no more than to read it.
    @Test
    void whatItIsToldIsNotItsUsersToChange() throws Exception {
        try (var _ = proxy("public")) {
            Path file = folder.resolve("squid-conf/squid.conf");
            assertThat(Files.getOwner(file).getName()).isEqualTo("root");
            assertThat(Files.getOwner(file.getParent()).getName()).isEqualTo("root");
            assertThat(Files.getOwner(folder.resolve("squid/cache")).getName()).isEqualTo("proxy");
        }
    }

    /// An address that it gets later, as by DHCP.
    @Test
    void addressesOfThisMachineAreFollowed() throws Exception {
        try (var _ = proxy("public")) {
            run("ip", "-n", RACK, "addr", "add", "9.9.8.1/32", "dev", "rack0");
            await("the new address is its own")
                    .until(() -> proxied("http://9.9.8.1/").equals("403"));
            assertThat(proxied("http://9.9.9.9/")).isEqualTo("200");
        } finally {
            run("ip", "-n", RACK, "addr", "del", "9.9.8.1/32", "dev", "rack0");
        }
    }

    private static SquidProxy proxy(String... archives) throws Exception {
        var proxy = SquidProxy.start(LocalStackConfig.of(folder, folder, folder)
                .withProxy(List.of(new ProxyListener("10.77.0.1", "10.77.0.0/24")))
                .withArchives(List.of(archives))
                .withPrefix(List.of("ip", "netns", "exec", RACK)));
        // it says that it accepts connections a moment before it does
        await("the proxy").until(() -> !proxied("http://127.0.0.1/").equals("000"));
        return proxy;
    }

    private static String proxied(String url, String... more) throws Exception {
        var words = new ArrayList<>(List.of("--proxy", "http://10.77.0.1:8000", url));
        words.addAll(List.of(more));
        return status("%{http_code}", words.toArray(String[]::new));
    }

    private static String tunnelled(String host) throws Exception {
        return status(
                "%{http_connect}", "--proxytunnel", "--proxy", "http://10.77.0.1:8000", "http://" + host + ":443/");
    }

    private static String direct(String url) throws Exception {
        return status("%{http_code}", url);
    }

    private static String status(String what, String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("ip", "netns", "exec", RACK, "curl", "--silent", "--globoff"));
        command.addAll(List.of("--noproxy", "", "--max-time", "20", "--output", "/dev/null", "--write-out", what));
        command.addAll(List.of(words));
        Process curl = new ProcessBuilder(command).start();
        String out = new String(curl.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        curl.waitFor(30, TimeUnit.SECONDS);
        return out;
    }

    private static void serve(String namespace, String... words) throws IOException {
        var command = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        command.addAll(List.of(words));
        servers.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        folder.resolve(words[1] + servers.size() + ".log").toFile())
                .start());
    }

    private static void run(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
    }

    private static boolean installed(String program) {
        return Files.exists(Path.of("/usr/bin", program)) || Files.exists(Path.of("/usr/sbin", program));
    }

    private static void need(boolean condition, String reason) {
        if (!condition && "true".equals(System.getenv("CI"))) {
            Assertions.fail("not to be skipped under CI: " + reason);
        }
        Assumptions.assumeTrue(condition, reason);
    }
}
