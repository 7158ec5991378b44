package dev.muster.cluster.region.lane;

import dev.muster.model.event.LeaseRecord;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The lane of leases. What waits is which addresses the region has to hear of, each once; what it hears is what
/// the table says when the record is made. So nothing waits twice, nothing old overtakes what is newer, and nothing
/// needs a place on disk beside the leases' own journal: what a restart forgets, and what is beyond the bound, is
/// found again by comparing the region's table with ours (see [LeaseComparison]).
final class LeaseLane implements Lane {
    private static final int BATCH = 500;
    private static final Duration IDLE = Duration.ofSeconds(1);

    /// What an address costs beside its text; an estimate of the JVM's objects.
    private static final int COST = 120;

    private final UUID cluster;
    private final InstantSource clock;
    private final Function<LeaseRecord, String> form;
    private final long limit;
    private final Delivery delivery;
    private final Duration pauseWhileAway;
    private final LaneThread sender;
    private @Nullable LeaseTable table;

    private final Object monitor = new Object();
    private final LinkedHashSet<String> waiting = new LinkedHashSet<>();
    private long bytes;
    private boolean incomplete;
    private final BrokerContact contact = new BrokerContact("leases", "they are told later");

    /// Whose records, and when they are made.
    record Origin(UUID cluster, InstantSource clock) {}

    /// @param form JSON of a record
    /// @param limit of bytes in memory
    LeaseLane(
            Origin origin, Function<LeaseRecord, String> form, long limit, Delivery delivery, Duration pauseWhileAway) {
        this.cluster = origin.cluster();
        this.clock = origin.clock();
        this.form = form;
        this.limit = limit;
        this.delivery = delivery;
        this.pauseWhileAway = pauseWhileAway;
        this.sender = new LaneThread("lease", this::send, pauseWhileAway);
    }

    void start(LeaseTable leases) {
        table = leases;
        sender.start();
    }

    /// Has the region hear of this address. Never blocks; beyond the bound it is only remembered that a comparison is
    /// needed.
    void changed(String address) {
        synchronized (monitor) {
            if (!offer(address)) {
                incomplete = true;
            }
        }
    }

    /// As [#changed], for a caller that can wait.
    ///
    /// @return false if there is no room
    boolean offer(String address) {
        synchronized (monitor) {
            if (!waiting.contains(address) && bytes + cost(address) > limit) {
                return false;
            }
            add(address);
            monitor.notifyAll();
            return true;
        }
    }

    private void add(String address) {
        if (waiting.add(address)) {
            bytes += cost(address);
        }
    }

    private static int cost(String address) {
        return address.length() + COST;
    }

    private void send() throws InterruptedException {
        List<String> batch = next();
        if (batch.isEmpty()) {
            return;
        }
        boolean delivered = false;
        try {
            delivered = delivery.deliver(batch.stream().map(this::record).toList());
        } finally {
            if (!delivered) {
                putBack(batch);
            }
        }
        contact.tried(delivered);
        if (!delivered) {
            Thread.sleep(pauseWhileAway);
        }
    }

    private List<String> next() throws InterruptedException {
        synchronized (monitor) {
            if (waiting.isEmpty()) {
                TimeUnit.MILLISECONDS.timedWait(monitor, IDLE.toMillis());
            }
            var batch = new ArrayList<String>();
            while (!waiting.isEmpty() && batch.size() < BATCH) {
                String address = waiting.removeFirst();
                bytes -= cost(address);
                batch.add(address);
            }
            return batch;
        }
    }

    private void putBack(List<String> batch) {
        synchronized (monitor) {
            batch.forEach(this::add);
        }
    }

    private Outgoing record(String address) {
        String key = cluster + "/" + address;
        return Optional.ofNullable(table)
                .flatMap(leases -> leases.of(address))
                .map(held -> LeaseRecord.at(clock.instant(), cluster, held.mac(), address, held.expires()))
                .map(lease -> new Outgoing(key, form.apply(lease)))
                .orElseGet(() -> new Outgoing(key, null));
    }

    /// Whether addresses were passed over since the last call.
    boolean takeIncomplete() {
        synchronized (monitor) {
            boolean was = incomplete;
            incomplete = false;
            return was;
        }
    }

    /// Whether what waits goes out at once.
    boolean keepsUp() {
        synchronized (monitor) {
            return waiting.size() < BATCH;
        }
    }

    @Override
    public String name() {
        return "lease";
    }

    @Override
    public long dropped() {
        return delivery.refused();
    }

    @Override
    public long waitingBytes() {
        synchronized (monitor) {
            return bytes;
        }
    }

    @Override
    public boolean away() {
        return contact.isAway();
    }

    @Override
    public void close() {
        sender.close();
        delivery.close();
    }
}
