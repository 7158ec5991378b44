package dev.muster.local;

import dev.muster.local.ChildCommand.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Debian's squid as the machines' apt proxy, as its own user, for the subnets of the cluster only. What it may ask
/// for is in [SquidConfig]; that follows this machine's addresses.
final class SquidProxy implements LocalService {
    static final Path PROGRAM = Path.of("/usr/sbin/squid");
    private static final String USER = "proxy";
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final Duration LOOK_AT_ADDRESSES = Duration.ofSeconds(10);

    private final ChildProcess process;
    private final LocalStackConfig config;
    private final Thread follower;
    private String told;

    private SquidProxy(ChildProcess process, LocalStackConfig config, String told) {
        this.process = process;
        this.config = config;
        this.told = told;
        this.follower = Thread.ofPlatform().daemon().name("squid-addresses").start(this::followAddresses);
    }

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    static SquidProxy start(LocalStackConfig config) throws IOException, InterruptedException {
        prepare(config);
        String text = text(config);
        write(config, text);
        if (!Files.isDirectory(folder(config).resolve("cache/00"))) {
            run(config, List.of("-z"), "Creating missing swap directories");
        }
        return new SquidProxy(run(config, List.of("-d", "1"), "Accepting HTTP"), config, text);
    }

    /// Its user's own: root follows no path through it, which may be a link by now. Squid makes the cache in it.
    private static Path folder(LocalStackConfig config) {
        return config.data().resolve(ServiceName.PROXY.fileName());
    }

    /// In a folder that its user may not write to.
    static Path file(LocalStackConfig config) {
        return config.data().resolve("squid-conf").resolve("squid.conf");
    }

    static void prepare(LocalStackConfig config) throws IOException {
        Path folder = folder(config);
        Files.createDirectories(folder);
        UserPrincipal user =
                folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER);
        Files.setOwner(folder, user);
        Path told = Files.createDirectories(file(config).getParent());
        Files.setPosixFilePermissions(told, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path access = folder.resolve("access.log");
        if (Files.exists(access) && Files.size(access) > LogFile.MAX_BYTES) {
            Files.move(access, folder.resolve("access.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String text(LocalStackConfig config) throws IOException, InterruptedException {
        var own = new OwnNetworks(config.prefix()).now();
        return new SquidConfig(folder(config), config.proxy(), Archives.of(config.archives()), own).text();
    }

    static void write(LocalStackConfig config, String text) throws IOException {
        Path partial = file(config).resolveSibling("squid.conf.partial");
        Files.writeString(partial, text);
        Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(partial, file(config), StandardCopyOption.ATOMIC_MOVE);
    }

    private void followAddresses() {
        try {
            while (process.isAlive()) {
                Thread.sleep(LOOK_AT_ADDRESSES);
                follow();
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() throws InterruptedException {
        try {
            String text = text(config);
            if (!text.equals(told)) {
                write(config, text);
                new ChildSignal(process.pid()).send(Signal.HUP);
                told = text;
            }
        } catch (IOException again) {
            // the next time, then
        }
    }

    private static ChildProcess run(LocalStackConfig config, List<String> arguments, String readyLine)
            throws IOException, InterruptedException {
        List<String> prefix = new ArrayList<>(config.prefix());
        prefix.addAll(List.of("setpriv", "--reuid", USER, "--regid", USER, "--init-groups", "--"));
        List<String> words = new ArrayList<>(
                List.of(PROGRAM.toString(), "-N", "-f", file(config).toString()));
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
        return config.proxy().stream()
                .map(listener -> listener.address() + ":" + SquidConfig.PORT)
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        follower.interrupt();
        process.stop(Signal.TERM, STOP);
    }
}
