package dev.muster.region.preseed;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.testing.Requirements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A machine on which the enlistment script can run: a tree of its own in place of `/`, and fakes in place of
/// the tools (`src/test/resources/enlist/fake`), each of which notes its arguments.
final class FakeMachine {
    private static final List<String> PLAIN_TOOLS =
            List.of("apt-config", "dig", "getent", "dpkg", "ip", "ipmi-locate", "modprobe", "systemctl", "systemd-run");

    private final Path root;
    private final Path state;
    private final Path tools;

    FakeMachine(Path directory) throws IOException {
        root = directory.resolve("root");
        state = directory.resolve("state");
        tools = directory.resolve("tools");
        for (String folder : List.of("proc", "dev", "sys/class/net", "sys/class/tty/console", "run/muster")) {
            Files.createDirectories(root.resolve(folder));
        }
        Files.createDirectories(state);
        Files.createDirectories(tools);
        for (String tool : List.of("bmc-config", "ipmitool")) {
            install(tool, tool);
        }
        for (String tool : PLAIN_TOOLS) {
            install("tool", tool);
        }
        system("proc/cmdline", "BOOT_IMAGE=x ip=::::maas-enlist:BOOTIF ro BOOTIF=01-52-54-00-AA-00-01\n");
        system("proc/cpuinfo", "model name\t: Some Xeon\nflags\t\t: fpu vme lm nx\n");
        system("proc/self/mounts", "");
        system("sys/class/tty/console/active", "tty0 ttyS0\n");
        system("dev/tty0", "");
        system("dev/ttyS0", "");
    }

    FakeMachine system(String path, String content) {
        return write(root.resolve(path), content);
    }

    FakeMachine state(String path, String content) {
        return write(state.resolve(path), content);
    }

    /// A network card; `physical` is what has a device behind it.
    FakeMachine card(String name, String mac, boolean physical) {
        String type = mac.length() > 17 ? "32" : "1";
        system("sys/class/net/" + name + "/address", mac + "\n").system("sys/class/net/" + name + "/type", type + "\n");
        return physical ? system("sys/class/net/" + name + "/device/vendor", "0x8086\n") : this;
    }

    /// A BMC with an address, an unnamed first user, one user of somebody's, and free slots after it.
    FakeMachine bmc() {
        state(
                "ipmi-locate",
                "Probing KCS device using SMBIOS... done\nIPMI Version: 2.0\nIPMI locate driver: SMBIOS\n");
        state("bmc/User1/Username", "").state("bmc/User2/Username", "ADMIN");
        state("bmc/User3/Username", "(Empty User)").state("bmc/User4/Username", "");
        return state("bmc/Lan_Conf/IP_Address", "10.0.9.9").state("bmc/Lan_Conf/IP_Address_Source", "Static");
    }

    /// Runs the enlistment as its user-data lays it out; the exit code. The region answers with `answers/N` of the
    /// state: the status in the first line, `000` for no answer, the body in the rest.
    int enlist() throws IOException, InterruptedException {
        Programs.programs().enlisting().forEach((name, content) -> system("run/muster/" + name, content));
        try (var region = new NumberedAnswers(state)) {
            system("run/muster/enlist.json", """
                    {"nodes_url": "%1$s/MAAS/api/1.0/nodes/", "report_url": "%1$s/node-report",
                     "poweroff_delay": 5, "console_wait": 600}
                    """.formatted(region.baseUrl()));
            var builder = new ProcessBuilder(
                    "/usr/bin/python3", root.resolve("run/muster/muster-enlist").toString());
            return exitCode(builder, "PYTHONDONTWRITEBYTECODE=1");
        }
    }

    /// Runs the program of a user-data document, as cloud-init does; the exit code.
    ///
    /// @param environment beside what cloud-init gives: `NAME=value`
    int run(byte[] userData, String... environment) throws IOException, InterruptedException {
        var script = state.resolve("user_data.sh");
        write(script, UserDataParts.script(userData));
        // mounts of the program end with it
        var builder = new ProcessBuilder("unshare", "--mount", "sh", script.toString());
        if (!Requirements.isRoot()) {
            builder.command("sh", script.toString());
        }
        return exitCode(builder, environment);
    }

    private int exitCode(ProcessBuilder builder, String... environment) throws IOException, InterruptedException {
        builder.redirectErrorStream(true).redirectOutput(state.resolve("output").toFile());
        builder.environment().clear();
        builder.environment().put("PATH", tools + ":/usr/sbin:/usr/bin:/sbin:/bin");
        builder.environment().put("FAKE", state.toString());
        builder.environment().put("MUSTER_ROOT", root.toString());
        builder.environment().put("MUSTER_SLEEP_SCALE", "0");
        for (String setting : environment) {
            builder.environment().put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
        }
        var process = builder.start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the program hangs: " + output() + calls());
        }
        return process.exitValue();
    }

    /// A fake in place of a tool: a shell script.
    FakeMachine tool(String name, String script) {
        var file = tools.resolve(name);
        write(file, script);
        if (!file.toFile().setExecutable(true)) {
            throw new IllegalStateException("cannot make executable: " + file);
        }
        return this;
    }

    /// For a kernel that knows no FAT: what the program puts into a mounted FAT file system is kept in memory, and
    /// copied into it by mtools when it is unmounted.
    FakeMachine mountsFatByMtools() {
        return tool("mount", """
                        #!/bin/sh
                        if [ "$1 $2" != "-t vfat" ]; then
                            exec /usr/bin/mount "$@"
                        fi
                        echo "$3" >"$FAKE/fat-device"
                        exec /usr/bin/mount -t tmpfs fat "$4"
                        """).tool("umount", """
                        #!/bin/sh
                        if [ "$(findmnt --noheadings --output SOURCE "$1")" = fat ]; then
                            mcopy -s -i "$(cat "$FAKE/fat-device")" "$1"/* ::/ || exit 1
                        fi
                        exec /usr/bin/umount "$@"
                        """);
    }

    /// What the program itself wrote, and what Python said of it.
    String output() {
        return read(state.resolve("output"));
    }

    /// The fields of the nth POST, counted from 1.
    List<String> post(int number) {
        return read(state.resolve("posts/" + number)).lines().toList();
    }

    int posts() {
        return count(state.resolve("posts"));
    }

    String bmcValue(String section, String key) {
        return read(state.resolve("bmc").resolve(section).resolve(key));
    }

    /// What the fakes were called with, what went to syslog, to the consoles, and to the script's own output.
    String everythingVisible() {
        return Stream.of("argv", "output")
                        .map(name -> read(state.resolve(name)))
                        .reduce("", String::concat)
                + console();
    }

    String calls() {
        return read(state.resolve("argv"));
    }

    String console() {
        return read(root.resolve("dev/ttyS0"));
    }

    String file(String path) {
        return read(root.resolve(path));
    }

    String commits() {
        return read(state.resolve("commits"));
    }

    /// What is left below /run/muster: nothing with a secret in it may stay.
    List<String> leftOver() throws IOException {
        try (var files = Files.list(root.resolve("run/muster"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void install(String fake, String tool) {
        var file = tools.resolve(tool);
        write(file, Template.resource("enlist/fake/" + fake));
        if (!file.toFile().setExecutable(true)) {
            throw new IllegalStateException("cannot make executable: " + file);
        }
    }

    private static int count(Path folder) {
        try (var files = Files.list(folder)) {
            return (int) files.count();
        } catch (IOException e) {
            return 0;
        }
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FakeMachine write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content, UTF_8);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
