package dev.muster.local;

import dev.muster.local.ChildCommand.Signal;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/// A Kafka broker in a child JVM, for one machine. Whoever uses a topic makes it: nothing is made by asking.
///
/// The controller listens on the port after the broker's when that one is given.
public final class LocalKafka implements LocalService {
    /// A crowded machine is slow, not broken; who ends early is told at once.
    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration STOP = Duration.ofSeconds(20);

    private static final List<String> JVM = List.of(
            "-Xmx128m",
            "-Xms32m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:MaxMetaspaceSize=96m",
            "-XX:ReservedCodeCacheSize=48m",
            "-XX:MaxDirectMemorySize=64m",
            "-Xss512k",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    /// Factors of one, because there is one broker; buffers for its small heap; a second's loss at a power cut.
    /// A broker that was killed starts again once its session is over; one of a second would fence the broker
    /// whenever the disk stalls. No idle records: each is a sync of the disk.
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", "1"),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("controlled.shutdown.enable", "true"),
            Map.entry("broker.session.timeout.ms", "3000"),
            Map.entry("broker.heartbeat.interval.ms", "500"),
            Map.entry("metadata.max.idle.interval.ms", "0"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("num.partitions", "1"),
            Map.entry("default.replication.factor", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", "4"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "2"),
            Map.entry("background.threads", "2"),
            Map.entry("num.recovery.threads.per.data.dir", "2"),
            Map.entry("log.cleaner.threads", "1"),
            Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
            Map.entry("log.segment.bytes", "67108864"),
            Map.entry("log.index.size.max.bytes", "1048576"),
            Map.entry("log.retention.bytes", "268435456"),
            Map.entry("log.flush.interval.ms", "1000"),
            Map.entry("log.flush.scheduler.interval.ms", "1000"));

    private final DirectoryLock lock;
    private final ChildProcess broker;
    private final String host;
    private final int port;

    private LocalKafka(DirectoryLock lock, ChildProcess broker, String host, int port) {
        this.lock = lock;
        this.broker = broker;
        this.host = host;
        this.port = port;
    }

    /// Starts it and returns when it serves; the first start in a directory formats it.
    public static LocalKafka start(Placement where) throws IOException, InterruptedException {
        return start(where, Optional.empty());
    }

    /// @param advertised `host:port` that clients are told to connect to, where it is another than where it listens
    public static LocalKafka start(Placement where, Optional<String> advertised)
            throws IOException, InterruptedException {
        DirectoryLock lock = DirectoryLock.of(where.directory());
        try {
            int port = where.chosenPort();
            int controller = where.port() != 0 ? port + 1 : Placement.freePort(where.host());
            return new LocalKafka(
                    lock, startBroker(where, writeProperties(where, advertised, port, controller)), where.host(), port);
        } catch (IOException | InterruptedException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static ChildProcess startBroker(Placement where, Path properties) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(JVM);
        words.addAll(List.of("-cp", System.getProperty("java.class.path")));
        words.addAll(List.of(KafkaBroker.class.getName(), properties.toString()));
        ChildProcess broker = ChildProcess.start(
                new ChildCommand("Kafka", where.prefix(), words, Signal.KILL, Map.of(), where.log()),
                KafkaBroker.READY::equals);
        try {
            broker.awaitReady(START);
        } catch (InterruptedException | RuntimeException e) {
            broker.stop(Signal.KILL, STOP);
            throw e;
        }
        return broker;
    }

    private static Path writeProperties(Placement where, Optional<String> advertised, int port, int controller)
            throws IOException {
        Properties properties = new Properties();
        properties.putAll(SETTINGS);
        String address = where.host() + ":" + port;
        properties.put("listeners", "PLAINTEXT://" + address + ",CONTROLLER://" + where.host() + ":" + controller);
        properties.put("advertised.listeners", "PLAINTEXT://" + advertised.orElse(address));
        properties.put("controller.quorum.voters", "1@" + where.host() + ":" + controller);
        properties.put(
                "log.dirs", where.directory().toAbsolutePath().resolve("log").toString());
        Path file = where.directory().toAbsolutePath().resolve("broker.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, "written at every start");
        }
        return file;
    }

    public String bootstrapServers() {
        return host + ":" + port;
    }

    public int port() {
        return port;
    }

    @Override
    public String address() {
        return bootstrapServers();
    }

    @Override
    public ChildProcess process() {
        return broker;
    }

    /// Leaves the cluster in order, then ends.
    @Override
    public void close() throws IOException {
        broker.stop(Signal.TERM, STOP);
        lock.close();
    }
}
