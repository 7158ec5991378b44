package dev.muster.region.preseed;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.muster.testing.Requirements;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program that calls curtin on a machine: in a tree of its own, with commands of its own, so that nothing here
/// is installed or switched off.
class CurtinProgramTest {
    private static final Path PYTHON = Path.of("/usr/bin/python3");

    @TempDir
    Path root;

    private final List<String> reports = new CopyOnWriteArrayList<>();
    private HttpServer region;

    @BeforeEach
    void layOut() throws IOException {
        Requirements.needTools("python3");
        region = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        region.createContext("/status", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            reports.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("OK".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        region.start();
        write("run/muster/muster-curtin", Template.resource("curtin/muster-curtin.py"));
        for (String part : List.of("muster_node.py", "muster_region.py", "muster_metadata.py")) {
            write("run/muster/" + part, Template.resource("node/" + part));
        }
        write("run/muster/muster_disks.py", Template.resource("node/muster_disks.py"));
        write("run/muster/muster_target.py", Template.resource("install/muster_target.py"));
        write("proc/self/mounts", "");
        write("etc/cloud/cloud.cfg.d/91_cmdline.cfg", """
                datasource: {MAAS: {consumer_key: ck, token_key: tk, token_secret: ts}}
                reporting:
                  maas:
                    endpoint: http://127.0.0.1:%d/status
                """.formatted(
                        region.getAddress().getPort()));
        command("systemctl", "echo systemctl $* >> \"$MUSTER_ROOT/done\"");
    }

    @AfterEach
    void stop() {
        region.stop(0);
    }

    @Test
    void curtinIsCalledWithItsConfigurationAndSpeaksForItself() throws Exception {
        command("curtin", "echo curtin $* >> \"$MUSTER_ROOT/done\"");
        run();
        assertThat(Files.readAllLines(root.resolve("done")))
                .containsExactly("curtin install --config " + root + "/run/muster/curtin.yaml");
        assertThat(reports).isEmpty();
    }

    @Test
    void aFailureOfCurtinEndsTheInstallation() throws Exception {
        command("curtin", "exit 3");
        run();
        assertThat(reports).hasSize(1);
        assertThat(reports.getFirst())
                .contains("oauth_token=\"tk\"")
                .contains("\"name\": \"cmd-install\"")
                .contains("\"result\": \"FAILURE\"")
                .contains("curtin ended with 3");
        assertThat(Files.readString(root.resolve("done"))).isEqualTo("systemctl --force poweroff\n");
    }

    @Test
    void aDiskThatWasChosenIsNamedToCurtinByItsPathOfToday() throws Exception {
        command("curtin", "echo curtin $* >> \"$MUSTER_ROOT/done\"");
        twoDisks();
        write("run/muster/disk.json", "{\"serial\": \"S2\"}");
        run();
        Path config = root.resolve("run/muster/curtin-disk.yaml");
        assertThat(Files.readAllLines(root.resolve("done")))
                .containsExactly("curtin install --config " + root + "/run/muster/curtin.yaml --config " + config);
        assertThat(config).content().isEqualTo("{\"block-meta\": {\"devices\": [\"/dev/sdb\"]}}");
    }

    @Test
    void aDiskThatIsNotThereAnyMoreEndsTheInstallation() throws Exception {
        command("curtin", "exit 0");
        twoDisks();
        write("run/muster/disk.json", "{\"wwn\": \"0x9\"}");
        run();
        assertThat(reports).hasSize(1);
        assertThat(reports.getFirst()).contains("0 disks have the wwn '0x9'").contains("FAILURE");
    }

    private void twoDisks() throws IOException {
        command("lsblk", """
                echo '{"blockdevices": [
                  {"name": "sda", "path": "/dev/sda", "size": 9, "ro": false, "rm": false, "tran": "sata",
                   "type": "disk", "serial": "S1", "wwn": null, "log-sec": 512},
                  {"name": "sdb", "path": "/dev/sdb", "size": 9, "ro": false, "rm": false, "tran": "sata",
                   "type": "disk", "serial": "S2", "wwn": null, "log-sec": 512}]}'""");
    }

    @Test
    void aSystemWithoutCurtinSaysSo() throws Exception {
        run();
        assertThat(reports).hasSize(1);
        assertThat(reports.getFirst()).contains("does not carry curtin").contains("FAILURE");
        assertThat(Files.readString(root.resolve("done"))).isEqualTo("systemctl --force poweroff\n");
    }

    private void run() throws IOException, InterruptedException {
        var program = new ProcessBuilder(
                        PYTHON.toString(),
                        root.resolve("run/muster/muster-curtin").toString())
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("output").toFile());
        program.environment().clear();
        program.environment().put("PATH", root.resolve("bin").toString());
        program.environment().put("MUSTER_ROOT", root.toString());
        program.environment().put("MUSTER_PROGRAMS", root.resolve("run/muster").toString());
        program.environment().put("MUSTER_SLEEP_SCALE", "0");
        var running = program.start();
        assertThat(running.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(running.exitValue())
                .as(Files.readString(root.resolve("output")))
                .isZero();
    }

    private void command(String name, String script) throws IOException {
        Path file = write("bin/" + name, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Path write(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
