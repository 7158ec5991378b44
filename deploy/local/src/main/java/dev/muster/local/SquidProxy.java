package dev.muster.local;

import dev.muster.local.ChildCommand.Signal;
import dev.muster.local.LocalStackConfig.ProxyListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Debian's squid as the machines' apt proxy, as its own user, for the subnets of the cluster only.
final class SquidProxy implements LocalService {
    static final Path PROGRAM = Path.of("/usr/sbin/squid");
    static final int PORT = 8000;

    private static final String USER = "proxy";
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final ChildProcess process;
    private final String address;

    private SquidProxy(ChildProcess process, String address) {
        this.process = process;
        this.address = address;
    }

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    static SquidProxy start(LocalStackConfig config) throws IOException, InterruptedException {
        Path folder = config.data().resolve(ServiceName.PROXY.fileName());
        Path file = prepare(folder, config.proxy());
        if (!Files.isDirectory(folder.resolve("cache/00"))) {
            run(config, file, List.of("-z"), "Creating missing swap directories");
        }
        ChildProcess squid = run(config, file, List.of("-d", "1"), "Accepting HTTP");
        String address = config.proxy().stream()
                .map(listener -> listener.address() + ":" + PORT)
                .collect(Collectors.joining(", "));
        return new SquidProxy(squid, address);
    }

    private static Path prepare(Path folder, List<ProxyListener> listeners) throws IOException {
        Files.createDirectories(folder.resolve("cache"));
        UserPrincipal user =
                folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER);
        Files.setOwner(folder, user);
        Files.setOwner(folder.resolve("cache"), user);
        Path access = folder.resolve("access.log");
        if (Files.exists(access) && Files.size(access) > LogFile.MAX_BYTES) {
            Files.move(access, folder.resolve("access.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        Path file = folder.resolve("squid.conf");
        Files.writeString(file, render(folder, listeners));
        return file;
    }

    static String render(Path folder, List<ProxyListener> listeners) throws IOException {
        try (var template = SquidProxy.class.getResourceAsStream("/squid.conf")) {
            if (template == null) {
                throw new IllegalStateException("squid.conf is not on the class path");
            }
            return new String(template.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@folder@", folder.toString())
                    .replace("@listeners@", lines(listeners, l -> "http_port " + l.address() + ":" + PORT))
                    .replace("@clients@", lines(listeners, l -> "acl machines src " + l.clients()));
        }
    }

    private static String lines(
            List<ProxyListener> listeners, java.util.function.Function<ProxyListener, String> line) {
        return listeners.stream().map(line).collect(Collectors.joining("\n"));
    }

    private static ChildProcess run(LocalStackConfig config, Path file, List<String> arguments, String readyLine)
            throws IOException, InterruptedException {
        List<String> prefix = new ArrayList<>(config.prefix());
        prefix.addAll(List.of("setpriv", "--reuid", USER, "--regid", USER, "--init-groups", "--"));
        List<String> words = new ArrayList<>(List.of(PROGRAM.toString(), "-N", "-f", file.toString()));
        words.addAll(arguments);
        Path log = config.log(ServiceName.PROXY);
        ChildProcess process = ChildProcess.start(
                new ChildCommand(ServiceName.PROXY.title(), prefix, words, Signal.KILL, Map.of(), log),
                line -> line.contains(readyLine));
        try {
            process.awaitReady(START);
            if (arguments.contains("-z")) {
                process.awaitEnd(START);
            }
        } catch (InterruptedException | RuntimeException e) {
            process.stop(Signal.KILL, STOP);
            throw e;
        }
        return process;
    }

    @Override
    public ChildProcess process() {
        return process;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public void close() {
        process.stop(Signal.TERM, STOP);
    }
}
