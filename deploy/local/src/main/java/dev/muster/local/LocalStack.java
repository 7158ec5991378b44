package dev.muster.local;

import dev.muster.local.LocalStackConfig.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// PostgreSQL, Kafka, one region, one cluster and the apt proxy as children of this JVM.
///
/// Nothing that it starts outlives it: [#close] ends the children in order, and the kernel ends them when the JVM is
/// killed. A child that dies meanwhile is started again.
public final class LocalStack implements AutoCloseable {
    private final LocalStackConfig config;
    private final Ports ports;
    private final Consumer<String> progress;
    private final ServiceStarters starters;
    private final Map<ServiceName, Supervised> services = new EnumMap<>(ServiceName.class);
    private final ReentrantLock lifecycle = new ReentrantLock();
    private volatile @Nullable Thread starting;
    private volatile @Nullable DiskGuard disk;
    private volatile boolean closed;

    /// What one server does now; no pid when it does not run.
    public record Status(ServiceName name, Optional<Long> pid, String address) {}

    /// @param progress takes lines for people: what is ready, what died
    public LocalStack(LocalStackConfig config, Consumer<String> progress) {
        this.config = config;
        this.progress = progress;
        this.ports = chosen(config.ports());
        this.starters = new ServiceStarters(config, ports);
        for (ServiceName name : ServiceName.values()) {
            if (name != ServiceName.PROXY || hasProxy(config)) {
                services.put(name, new Supervised(name, starters.starter(name), progress));
            }
        }
    }

    private static boolean hasProxy(LocalStackConfig config) {
        return !config.proxy().isEmpty() && SquidProxy.isInstalled();
    }

    /// Chosen once: a server that is started again is looked for on the port that it had.
    private static Ports chosen(Ports given) {
        return new Ports(
                orFree(given.region()), orFree(given.cluster()), orFree(given.postgres()), orFree(given.kafka()));
    }

    private static int orFree(int port) {
        return port != 0 ? port : Placement.freePort("127.0.0.1");
    }

    /// Returns when everything answers. An error leaves nothing running.
    public void start() throws IOException, InterruptedException {
        lifecycle.lock();
        starting = Thread.currentThread();
        try {
            prepareFolders();
            var guard = DiskGuard.of(config.data(), DiskGuard.Bounds.USUAL, new FullDiskStops(), progress);
            disk = guard;
            startTogether(ServiceName.POSTGRES, ServiceName.KAFKA, ServiceName.PROXY);
            // the region and the cluster take their time, and a disk fills meanwhile, too
            guard.start();
            startTogether(ServiceName.REGION);
            startTogether(ServiceName.CLUSTER);
        } catch (IOException | InterruptedException | RuntimeException e) {
            stopAll();
            throw e;
        } finally {
            starting = null;
            lifecycle.unlock();
        }
    }

    /// The proxy's folder is its own user's; the rest is nobody else's business.
    private void prepareFolders() throws IOException {
        for (String name : List.of("postgres", "kafka", "cluster", "secrets", "logs")) {
            Path folder = Files.createDirectories(config.data().resolve(name));
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private void startTogether(ServiceName... names) throws IOException, InterruptedException {
        if (closed) {
            throw new InterruptedException("stopped while starting");
        }
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("starter").factory())) {
            List<Future<?>> starts = new ArrayList<>();
            Stream.of(names)
                    .map(services::get)
                    .filter(Objects::nonNull)
                    .forEach(service -> starts.add(threads.submit(() -> start(service))));
            try {
                for (Future<?> start : starts) {
                    start.get();
                }
            } catch (InterruptedException e) {
                threads.shutdownNow();
                throw e;
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw new IOException(Objects.requireNonNull(e.getCause()).getMessage(), e.getCause());
            }
        }
    }

    /// Machines boot without the apt proxy: its failure is told and is not ours.
    private @Nullable Void start(Supervised service) throws IOException, InterruptedException {
        try {
            service.start();
        } catch (IOException | RuntimeException e) {
            if (service.name() != ServiceName.PROXY) {
                throw e;
            }
            progress.accept("going on without the apt proxy: " + e.getMessage());
        }
        return null;
    }

    /// Ends one server and leaves it so, as a test of what the others do without it.
    public void stop(ServiceName name) throws IOException {
        supervised(name).close();
    }

    public void start(ServiceName name) throws IOException, InterruptedException {
        supervised(name).start();
    }

    private Supervised supervised(ServiceName name) {
        return Objects.requireNonNull(services.get(name), () -> name.title() + " is not part of this stack");
    }

    /// What an operator has to do something about: the disk is full.
    public Optional<String> trouble() {
        var guard = disk;
        return guard == null ? Optional.empty() : guard.trouble();
    }

    /// Whether every server runs. What it says about itself is on its health page.
    public boolean isHealthy() {
        return services.values().stream().allMatch(service -> service.running().isPresent());
    }

    public List<Status> statuses() {
        return services.values().stream()
                .map(service -> new Status(
                        service.name(),
                        service.running().map(running -> running.process().pid()),
                        service.running().map(LocalService::address).orElse("")))
                .toList();
    }

    /// As users reach it, with `/MAAS` at its end.
    public URI apiUrl() {
        return URI.create("http://" + config.apiHost() + ":" + ports.region() + "/MAAS");
    }

    /// The admin's `consumer:token:secret`.
    public String apiKey() throws IOException {
        return Files.readString(config.apiKeyFile()).strip();
    }

    public Ports ports() {
        return ports;
    }

    /// Ends the cluster first and PostgreSQL last; breaks off a start that is still going on.
    @Override
    public void close() throws IOException {
        closed = true;
        Thread starter = starting;
        if (starter != null && starter != Thread.currentThread()) {
            starter.interrupt();
        }
        lifecycle.lock();
        try {
            stopAll();
        } finally {
            lifecycle.unlock();
        }
    }

    private void stopAll() throws IOException {
        var guard = disk;
        if (guard != null) {
            guard.close();
        }
        Supervised.closeAll(List.copyOf(services.values()).reversed());
    }

    /// Region and cluster go on meanwhile, with what they can do without them.
    private final class FullDiskStops implements DiskGuard.Servers {
        private static final List<ServiceName> NAMES = List.of(ServiceName.POSTGRES, ServiceName.KAFKA);

        @Override
        public void stop() throws IOException {
            Supervised.closeAll(
                    NAMES.reversed().stream().map(LocalStack.this::supervised).toList());
        }

        @Override
        public void start() throws IOException, InterruptedException {
            for (ServiceName name : NAMES) {
                Supervised server = supervised(name);
                if (server.running().isEmpty()) {
                    server.close();
                    server.start();
                }
            }
        }
    }
}
