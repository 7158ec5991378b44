package dev.muster.cluster.region.lane;

import dev.muster.cluster.region.lane.Segments.Segment;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// A lane of what must not be lost: the results of power commands. A record is on the disk before [#put] returns, and
/// stays there until the broker has acknowledged it; after a crash it may come twice.
///
/// Nothing is dropped for want of room: a caller asks [#hasRoom] before it begins what makes one.
final class DurableLane implements Lane {
    private static final Logger LOG = Logger.getLogger(DurableLane.class);
    private static final Duration IDLE = Duration.ofSeconds(5);

    private final String name;
    private final Segments segments;
    private final long limit;
    private final Delivery delivery;
    private final Duration pauseWhileAway;
    private final LaneThread sender;
    private final Semaphore arrived = new Semaphore(0);

    /// What the disk refused. Only what was under way when it began to refuse gets here: there is no room meanwhile.
    private final List<Outgoing> unwritten = new ArrayList<>();

    private boolean diskFailed;
    private final BrokerContact contact;

    /// @param segments synced
    /// @param limit of bytes on disk; what is under way when it is reached goes beyond it
    DurableLane(String name, Segments segments, long limit, Delivery delivery, Duration pauseWhileAway) {
        this.name = name;
        this.contact = new BrokerContact(name, "records are kept on disk");
        this.segments = segments;
        this.limit = limit;
        this.delivery = delivery;
        this.pauseWhileAway = pauseWhileAway;
        this.sender = new LaneThread(name, this::send, IDLE);
    }

    void start() {
        sender.start();
    }

    /// Blocks until the record is on the disk. If the disk refuses it, it is kept in memory, and goes to the broker or
    /// the disk, whichever takes it first.
    void put(Outgoing record) {
        synchronized (unwritten) {
            unwritten.add(record);
            write();
        }
        arrived.release();
    }

    /// Takes records that an earlier version left.
    ///
    /// @throws IOException if the disk refuses them
    void restore(List<Outgoing> records) throws IOException {
        segments.append(records.stream().map(Outgoing::line).toList());
    }

    private void write() {
        if (unwritten.isEmpty()) {
            return;
        }
        try {
            segments.append(unwritten.stream().map(Outgoing::line).toList());
            unwritten.clear();
            diskFailed = false;
        } catch (IOException e) {
            if (!diskFailed) {
                LOG.errorf("%s: the disk refuses records, no new work is begun: %s", name, e);
            }
            diskFailed = true;
        }
    }

    /// Whether something may be begun that will make a record.
    boolean hasRoom() {
        synchronized (unwritten) {
            return unwritten.isEmpty() && segments.bytes() < limit;
        }
    }

    private void send() throws InterruptedException {
        List<Outgoing> refused;
        synchronized (unwritten) {
            write();
            refused = List.copyOf(unwritten);
        }
        try {
            Optional<Segment> oldest = segments.oldest();
            if (oldest.isPresent()) {
                fromDisk(oldest.get());
            } else if (!refused.isEmpty()) {
                fromMemory(refused);
            } else if (arrived.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS)) {
                arrived.drainPermits();
            }
        } catch (IOException e) {
            LOG.errorf("%s: records on disk cannot be read: %s", name, e);
            Thread.sleep(pauseWhileAway);
        }
    }

    private void fromDisk(Segment segment) throws IOException, InterruptedException {
        if (segment.spoilt() > 0) {
            LOG.errorf("%s: %d spoilt records left out", name, segment.spoilt());
        }
        if (delivered(segment.records())) {
            segments.remove(segment);
        }
    }

    private void fromMemory(List<Outgoing> records) throws InterruptedException {
        if (delivered(records)) {
            synchronized (unwritten) {
                unwritten.removeAll(records);
            }
        }
    }

    private boolean delivered(List<Outgoing> records) throws InterruptedException {
        boolean delivered = delivery.deliver(records);
        contact.tried(delivered);
        if (!delivered) {
            Thread.sleep(pauseWhileAway);
        }
        return delivered;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long dropped() {
        return delivery.refused();
    }

    @Override
    public long waitingBytes() {
        return segments.bytes();
    }

    @Override
    public boolean away() {
        return contact.isAway();
    }

    @Override
    public void close() {
        sender.close();
        try (segments) {
            synchronized (unwritten) {
                write();
            }
        } catch (IOException e) {
            LOG.warnf("%s: %s", name, e);
        }
        delivery.close();
    }
}
