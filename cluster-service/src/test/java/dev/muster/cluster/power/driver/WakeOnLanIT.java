package dev.muster.cluster.power.driver;

import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.cluster.power.PowerFailure;
import dev.muster.cluster.power.PowerTarget;
import dev.muster.model.node.MacAddress;
import dev.muster.model.power.PowerTypes;
import dev.muster.testing.Requirements;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The magic packet as `tcpdump` sees it at the other end of a wire.
class WakeOnLanIT {
    private static final String MAC = "52:54:00:77:0a:01";

    @TempDir
    Path folder;

    private final String cluster = "musterwol" + ProcessHandle.current().pid();
    private final String machine = cluster + "m";

    @AfterEach
    void away() throws Exception {
        if (Files.exists(Path.of("/run/netns", cluster))) {
            run("ip", "netns", "del", cluster);
            run("ip", "netns", "del", machine);
        }
    }

    @Test
    void itLeavesByTheInterfaceOfEachSubnet() throws Exception {
        Requirements.need("root".equals(System.getProperty("user.name")), "needs root for network namespaces");
        Requirements.need(Files.exists(Path.of("/usr/bin/tcpdump")), "needs Debian's tcpdump");
        wires();
        var captures = List.of(capture("m1", "10.91.1.255"), capture("m2", "10.91.3.255"));
        run(
                "ip",
                "netns",
                "exec",
                cluster,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                MagicPacketSender.class.getName(),
                MAC,
                "10.91.1.0/24=10.91.1.1",
                "10.91.2.0/23=10.91.2.1");
        String expected = HexFormat.of().formatHex(WakeOnLan.packet(MacAddress.of(MAC)));
        assertThat(expected).startsWith("ffffffffffff525400770a01525400770a01").hasSize(2 * 102);
        for (var capture : captures) {
            assertThat(capture.waitFor(20, TimeUnit.SECONDS)).isTrue();
            String seen = new String(capture.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll("(?m)^\\s*0x[0-9a-f]+:", "")
                    .replaceAll("\\s", "");
            assertThat(seen).contains(expected).contains("ff:ff:ff:ff:ff:ff");
        }
    }

    @Test
    void itCannotSwitchOff() {
        var target = new PowerTarget(
                PowerTypes.of("ether_wake").orElseThrow(), "node-1", List.of(), Map.of("mac_address", MAC));
        var failure = catchThrowableOfType(PowerFailure.class, () -> new WakeOnLan(List::of).off(target));
        assertThat(failure.isLasting()).isTrue();
        assertThat(catchThrowableOfType(PowerFailure.class, () -> new WakeOnLan(List::of).on(target))
                        .reason())
                .contains("no subnet");
    }

    private void wires() throws Exception {
        run("ip", "netns", "add", cluster);
        run("ip", "netns", "add", machine);
        wire("c1", "m1", "10.91.1.1/24");
        wire("c2", "m2", "10.91.2.1/23");
    }

    private void wire(String here, String there, String address) throws Exception {
        run("ip", "-n", cluster, "link", "add", here, "type", "veth", "peer", "name", there, "netns", machine);
        run("ip", "-n", cluster, "addr", "add", address, "broadcast", "+", "dev", here);
        run("ip", "-n", cluster, "link", "set", here, "up");
        run("ip", "-n", machine, "link", "set", there, "up");
    }

    /// Ends with the first packet; is listening when it is given.
    private Process capture(String device, String broadcast) throws Exception {
        Path said = folder.resolve(device);
        var process = new ProcessBuilder(
                        "ip",
                        "netns",
                        "exec",
                        machine,
                        "tcpdump",
                        "-i",
                        device,
                        "-c",
                        "1",
                        "-e",
                        "-n",
                        "-x",
                        "--immediate-mode",
                        "udp and dst port 9 and dst host " + broadcast)
                .redirectError(said.toFile())
                .start();
        await("tcpdump listens").until(() -> Files.readString(said).contains("listening on"));
        return process;
    }

    private static void run(String... words) throws Exception {
        var process = new ProcessBuilder(new ArrayList<>(List.of(words)))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
