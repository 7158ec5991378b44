package dev.muster.cluster.region.lane;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.cluster.disk.Room;
import dev.muster.cluster.region.lane.Segments.Sync;
import dev.muster.model.event.BootProgress;
import dev.muster.model.event.NodeLogLine;
import dev.muster.model.event.Topics;
import dev.muster.model.power.PowerResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// The lanes of one cluster. Of each kind one takes what is to be told; none blocks, but that of power results for as
/// long as the disk takes.
public final class Lanes implements AutoCloseable {
    private static final Duration PAUSE_WHILE_AWAY = Duration.ofSeconds(2);
    private static final long BUFFER = 1 << 20;
    private static final long LOG_BUFFER = 4 << 20;

    /// Octets that a record takes in memory beside its texts, about.
    private static final int RECORD_COST = 300;

    private final LaneLimits limits;
    private final ObjectMapper json;
    private final boolean compared;
    private final LeaseLane lease;
    private final DurableLane power;
    private final LossyLane<BootProgress> progress;
    private final LossyLane<NodeLogLine> log;
    private Optional<LeaseComparison> comparison = Optional.empty();

    /// What the lanes are made of.
    ///
    /// @param folder where they keep what waits
    /// @param room of that disk for what may be lost
    /// @param brokers `host:port,…`; without one everything waits
    public record Plan(
            UUID cluster,
            InstantSource clock,
            Path folder,
            Room room,
            LaneLimits limits,
            Optional<String> brokers,
            ObjectMapper json) {

        Delivery to(String topic, long bufferBytes) {
            return brokers.<Delivery>map(names -> new KafkaDelivery(names, topic, bufferBytes))
                    .orElseGet(NoBroker::new);
        }

        Segments segments(String lane, Sync sync) throws IOException {
            return new Segments(folder.resolve(lane), sync);
        }
    }

    private Lanes(Plan plan) throws IOException {
        this.limits = plan.limits();
        this.json = plan.json();
        // without Kafka nobody would be told
        this.compared = plan.brokers().isPresent();
        this.lease = new LeaseLane(
                new LeaseLane.Origin(plan.cluster(), plan.clock()),
                this::text,
                limits.lease(),
                plan.to(Topics.LEASE, BUFFER),
                PAUSE_WHILE_AWAY);
        this.power = new DurableLane(
                "power",
                plan.segments("power", Sync.ALWAYS),
                limits.power(),
                plan.to(Topics.POWER_RESULT, BUFFER),
                PAUSE_WHILE_AWAY);
        this.progress = lossy(
                plan,
                "progress",
                limits.progress(),
                plan.to(Topics.BOOT_PROGRESS, BUFFER),
                step -> new Outgoing(sender(step), text(step)));
        this.log = lossy(
                plan,
                "log",
                limits.log(),
                plan.to(Topics.NODE_LOG, LOG_BUFFER),
                line -> new Outgoing(sender(line), text(line)));
    }

    private static <T> LossyLane<T> lossy(
            Plan plan, String name, LaneLimits.Lossy limits, Delivery delivery, Function<T, Outgoing> form)
            throws IOException {
        var spool = new LossySpool(
                plan.segments(name, Sync.NEVER), plan.room(), limits.disk(), limits.ofSender(limits.disk()));
        var queue = new FairQueue<T>(limits.memory(), limits.ofSender(limits.memory()));
        return new LossyLane<>(name, queue, spool, delivery, form, PAUSE_WHILE_AWAY);
    }

    /// Reads what an earlier process left; nothing is told yet.
    ///
    /// @throws IOException if a folder cannot be used
    public static Lanes open(Plan plan) throws IOException {
        var lanes = new Lanes(plan);
        new OldSpool(plan.folder())
                .moveTo(Map.of(
                        Topics.POWER_RESULT, lanes.power::restore,
                        Topics.BOOT_PROGRESS, lanes.progress::restore,
                        Topics.NODE_LOG, lanes.log::restore));
        return lanes;
    }

    /// Tells the region from now on.
    public void start(LeaseTable leases, RegionLeases region) {
        lease.start(leases);
        power.start();
        progress.start();
        log.start();
        if (compared) {
            var started =
                    new LeaseComparison(leases, region, lease, LeaseComparison.Pace.every(limits.compareLeases()));
            started.start();
            comparison = Optional.of(started);
        }
    }

    /// Something about the lease of an address has changed, and is on the disk.
    public void lease(String address) {
        lease.changed(address);
    }

    /// Blocks until the result is on the disk.
    public void power(PowerResult result) {
        power.put(new Outgoing(result.systemId(), text(result)));
    }

    /// Whether there is room for the result of one more power command.
    public boolean takesPowerCommands() {
        return power.hasRoom();
    }

    public void progress(BootProgress step) {
        progress.accept(sender(step), step, RECORD_COST + 2 * step.detail().length());
    }

    public void log(NodeLogLine line) {
        int texts = line.message().length()
                + line.hostname().length()
                + line.appName().length();
        log.accept(sender(line), line, RECORD_COST + 2 * texts);
    }

    private static String sender(BootProgress step) {
        return step.mac() == null ? step.cluster().toString() : step.mac().value();
    }

    private static String sender(NodeLogLine line) {
        return line.mac() == null ? line.address() : line.mac().value();
    }

    private String text(Object record) {
        try {
            return json.writeValueAsString(record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON form: " + record.getClass().getSimpleName(), e);
        }
    }

    /// All of them, for metrics.
    public List<Lane> all() {
        return List.of(lease, power, progress, log);
    }

    /// Leases that the region was told anew after a comparison, since start.
    public long leaseDifferences() {
        return comparison.map(LeaseComparison::differences).orElse(0L);
    }

    @Override
    public void close() {
        comparison.ifPresent(LeaseComparison::close);
        all().forEach(Lane::close);
    }
}
