package dev.muster.cluster.power.driver;

import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.power.PowerTarget;
import dev.muster.model.power.PowerTypes;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// OpenIPMI's BMC on the loopback. Its machine is a process that it starts and kills; what the BMC is asked is
/// written down.
final class IpmiSim implements AutoCloseable {
    static final String USER = "maas";
    static final String PASSWORD = "Hush-%d&x".formatted(ProcessHandle.current().pid());

    private static final String BMC = "0x20";
    private static final String CARTRIDGE = "0x72";

    private final Path folder;
    private final Process process;
    private final int port;

    private IpmiSim(Path folder, Process process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    static IpmiSim start(Path folder) throws Exception {
        return start(folder, BMC);
    }

    /// The machine hangs on a controller behind the BMC, which is reached over a bridge.
    static IpmiSim startChassis(Path folder) throws Exception {
        return start(folder, CARTRIDGE);
    }

    private static IpmiSim start(Path folder, String machine) throws Exception {
        int port = freePort();
        Files.createDirectories(folder.resolve("state"));
        Files.writeString(
                folder.resolve("lan.conf"), """
                name "bmc"
                set_working_mc 0x20
                startlan 1
                addr 127.0.0.1 %d
                priv_limit admin
                allowed_auths_operator md5
                allowed_auths_admin md5
                guid a123456789abcdefa123456789abcdef
                endlan
                user 2 true "%s" "%s" admin 10 md5
                set_working_mc %s
                chassis_control "%s"
                """.formatted(port, USER, PASSWORD, machine, folder.resolve("chassis")));
        Files.writeString(folder.resolve("bmc.emu"), """
                mc_setbmc 0x20
                mc_add 0x20 0 no-device-sdrs 0x23 9 8 0x9f 0x1291 0xf02
                mc_enable 0x20
                mc_add 0x72 0 no-device-sdrs 0x23 9 8 0x9f 0x1291 0xf02
                mc_enable 0x72
                """);
        Path chassis = folder.resolve("chassis");
        Files.writeString(chassis, chassis(folder));
        Files.setPosixFilePermissions(chassis, PosixFilePermissions.fromString("rwx------"));
        Files.createFile(folder.resolve("asked"));
        var process = new ProcessBuilder(
                        "setpriv",
                        "--pdeathsig",
                        "KILL",
                        "ipmi_sim",
                        "-n",
                        "-c",
                        "lan.conf",
                        "-f",
                        "bmc.emu",
                        "-s",
                        "state")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sim.log").toFile())
                .start();
        var sim = new IpmiSim(folder, process, port);
        sim.awaitListening();
        return sim;
    }

    /// `get power`, `set power 1`, `set boot pxe`, `set reset 1`, `set shutdown 1`: the machine is a sleeping
    /// process.
    private static String chassis(Path folder) {
        return """
                #!/bin/sh
                cd '%s' || exit 1
                echo "$*" >>asked
                running() { [ -e pid ] && kill -0 "$(cat pid)" 2>/dev/null; }
                stop() { running && kill -9 "$(cat pid)"; rm -f pid; }
                start() { running || { sleep 600 </dev/null >/dev/null 2>&1 & echo $! >pid; }; }
                case "$1 $2" in
                "get power") if running && [ ! -e lie-off ]; then echo power:1; else echo power:0; fi ;;
                "get boot") echo boot:none ;;
                "set power") if [ "$3" = 1 ]; then start; else stop; fi ;;
                "set reset") stop; start ;;
                "set shutdown") [ -e stubborn ] || stop ;;
                esac
                exit 0
                """.formatted(folder);
    }

    private static int freePort() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitListening() {
        String port16 = ":%04X ".formatted(port);
        await("ipmi_sim listens").untilAsserted(() -> assertThat(Path.of("/proc/net/udp"))
                .as("its log is %s", folder.resolve("sim.log"))
                .content()
                .contains(port16));
    }

    PowerTarget target(Map<String, String> changes) {
        var parameters = new HashMap<String, String>();
        parameters.put("power_address", "127.0.0.1:" + port);
        parameters.put("power_user", USER);
        parameters.put("power_pass", PASSWORD);
        parameters.put("cipher_suite_id", "3");
        parameters.putAll(changes);
        return new PowerTarget(PowerTypes.of("ipmi").orElseThrow(), "node-1", List.of(), parameters);
    }

    /// What the BMC was told, without what it was only asked.
    List<String> told() throws IOException {
        return Files.readAllLines(folder.resolve("asked")).stream()
                .filter(line -> line.startsWith("set "))
                .toList();
    }

    void forget() throws IOException {
        Files.writeString(folder.resolve("asked"), "");
    }

    /// From now on it says that the machine is off, whatever it is.
    void lieThatItIsOff() throws IOException {
        Files.createFile(folder.resolve("lie-off"));
    }

    void tellTheTruth() throws IOException {
        Files.deleteIfExists(folder.resolve("lie-off"));
    }

    boolean machineRuns() throws IOException {
        Path pid = folder.resolve("pid");
        return Files.exists(pid)
                && ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                        .filter(ProcessHandle::isAlive)
                        .isPresent();
    }

    @Override
    public void close() throws IOException {
        Path pid = folder.resolve("pid");
        if (Files.exists(pid)) {
            ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(ProcessHandle::destroyForcibly);
        }
        process.destroyForcibly();
    }
}
