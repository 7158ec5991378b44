package dev.muster.cluster.netns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/// A server in a process of its own at one end of a cable, and what a test does to it from the other end.
public final class ServedCable implements AutoCloseable {
    private final Netns netns;
    private final Path directory;
    private final ServerLog serverLog;
    private final List<Process> processes = new ArrayList<>();

    private ServedCable(Netns netns, Path directory) {
        this.netns = netns;
        this.directory = directory;
        this.serverLog = new ServerLog(directory.resolve("server.log").toFile());
    }

    /// The cable alone; the server comes with [#startServer].
    ///
    /// @param name of the test, short
    /// @param serverAddress with prefix length
    /// @param directory for logs and scripts
    public static ServedCable plugIn(String name, String serverAddress, Path directory) throws IOException {
        var netns = Netns.create(name + "-" + ProcessHandle.current().pid(), serverAddress);
        return new ServedCable(netns, directory);
    }

    public Netns netns() {
        return netns;
    }

    public Path serverLog() {
        return serverLog.file().toPath();
    }

    /// Ended with the test, if it has not ended.
    public Process runs(Process process) {
        processes.add(process);
        return process;
    }

    /// Returns when the server says `ready`.
    public Process startServer(Class<?> main, String... arguments) throws Exception {
        long before = count("ready");
        var server = runs(netns.startOnServer(serverLog.file(), java(main, arguments)));
        await("the server is ready", () -> count("ready") > before);
        return server;
    }

    @Override
    public void close() throws IOException {
        for (var process : processes) {
            process.destroyForcibly().onExit().join();
        }
        netns.close();
    }

    /// A command that runs a class of the tests.
    public static String[] java(Class<?> main, String... arguments) {
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

    public Process startOnClient(String... command) throws IOException {
        var process = netns.startOnClient(directory.resolve("client.log").toFile(), command);
        runs(process);
        return process;
    }

    /// What the command says.
    public String client(String... command) throws Exception {
        var output = Files.createTempFile(directory, "client", "").toFile();
        var process = netns.startOnClient(output, command);
        runs(process);
        assertThat(process.waitFor(120, TimeUnit.SECONDS))
                .as(String.join(" ", command))
                .isTrue();
        return Files.readString(output.toPath());
    }

    public String script(String name, String body) throws IOException {
        var script = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + body + "\nexit 0\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"))
                .toString();
    }

    /// What listens on the cable.
    public record Sniffer(Process process, File output) {}

    public Sniffer sniff(String filter, int packets) throws Exception {
        return sniffOn(Netns.CLIENT_INTERFACE, filter, packets);
    }

    public Sniffer sniffOn(String interfaceName, String filter, int packets) throws Exception {
        var output = Files.createTempFile(directory, "tcpdump", "").toFile();
        var process = netns.startOnClient(
                output, "tcpdump", "-l", "-n", "-vvv", "-c", "" + packets, "-i", interfaceName, filter);
        runs(process);
        await("tcpdump listens", () -> Files.readString(output.toPath()).contains("listening on"));
        return new Sniffer(process, output);
    }

    public String heard(Sniffer sniffer) throws Exception {
        assertThat(sniffer.process.waitFor(20, TimeUnit.SECONDS))
                .as("tcpdump heard enough")
                .isTrue();
        return Files.readString(sniffer.output.toPath());
    }

    /// What the server has said.
    public List<String> lines() throws IOException {
        return serverLog.lines();
    }

    public long count(String beginning) throws IOException {
        return lines().stream().filter(line -> line.startsWith(beginning)).count();
    }

    public void waitFor(String line) {
        serverLog.waitFor(line);
    }

    public void await(String what, Callable<Boolean> condition) {
        serverLog.await(what, condition);
    }
}
