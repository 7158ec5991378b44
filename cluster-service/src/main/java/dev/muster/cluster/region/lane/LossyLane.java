package dev.muster.cluster.region.lane;

import dev.muster.cluster.region.lane.Segments.Segment;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// A lane of what may be lost: boot progress, log lines. Records go straight to the broker while it answers, and
/// wait on disk while it does not; beyond the bounds the oldest go, and each sender has a share.
///
/// Two threads: one speaks with the broker, the other moves what comes meanwhile to the disk. Order per key holds:
/// while anything waits on disk, new records queue up behind it.
final class LossyLane<T> implements Lane {
    private static final Logger LOG = Logger.getLogger(LossyLane.class);
    private static final int BATCH = 500;
    private static final long BATCH_BYTES = 512 << 10;
    private static final Duration IDLE = Duration.ofMillis(200);

    private final String name;
    private final FairQueue<T> queue;
    private final LossySpool spool;
    private final Delivery delivery;
    private final Function<T, Outgoing> form;
    private final Duration pauseWhileAway;
    private final LaneThread sender;
    private final LaneThread keeper;

    /// Held from taking something out of the queue until it is on disk, if that is where it goes.
    private final ReentrantLock order = new ReentrantLock();

    private final AtomicLong lost = new AtomicLong();
    private final BrokerContact contact;
    private volatile boolean diskFailed;

    /// @param form makes a record; called on the lane's threads
    LossyLane(
            String name,
            FairQueue<T> queue,
            LossySpool spool,
            Delivery delivery,
            Function<T, Outgoing> form,
            Duration pauseWhileAway) {
        this.name = name;
        this.contact = new BrokerContact(name, "records are kept on disk");
        this.queue = queue;
        this.spool = spool;
        this.delivery = delivery;
        this.form = form;
        this.pauseWhileAway = pauseWhileAway;
        this.sender = new LaneThread(name, this::send, pauseWhileAway);
        this.keeper = new LaneThread(name + "-disk", this::keep, pauseWhileAway);
    }

    /// Never blocks.
    ///
    /// @param bytes about what it takes in memory
    void accept(String from, T value, int bytes) {
        queue.offer(from, value, bytes);
    }

    /// Puts records that an earlier version left behind those that are on disk.
    void restore(List<Outgoing> records) throws IOException {
        spool.append(records);
    }

    void start() {
        sender.start();
        keeper.start();
    }

    private void send() throws InterruptedException {
        try {
            if (spool.isEmpty()) {
                sendDirectly();
            } else {
                sendFromDisk();
            }
        } catch (IOException e) {
            diskFailed(e);
            Thread.sleep(pauseWhileAway);
        }
    }

    private void sendDirectly() throws IOException, InterruptedException {
        List<Outgoing> batch;
        order.lock();
        try {
            batch = spool.isEmpty() ? next() : List.of();
        } finally {
            order.unlock();
        }
        if (batch.isEmpty()) {
            queue.await(IDLE);
            return;
        }
        boolean delivered = false;
        try {
            delivered = delivery.deliver(batch);
        } finally {
            if (!delivered) {
                toDisk(batch);
            }
        }
        contact.tried(delivered);
    }

    private void sendFromDisk() throws IOException, InterruptedException {
        Optional<Segment> oldest = spool.oldest();
        if (oldest.isPresent()) {
            boolean delivered = delivery.deliver(oldest.get().records());
            contact.tried(delivered);
            if (delivered) {
                removed(oldest.get());
            } else {
                Thread.sleep(pauseWhileAway);
            }
        }
    }

    private void removed(Segment segment) throws IOException {
        order.lock();
        try {
            spool.remove(segment);
        } finally {
            order.unlock();
        }
    }

    /// Moves what has come to the disk, if that is where it has to go.
    private void keep() throws InterruptedException {
        boolean moved = false;
        order.lock();
        try {
            if (contact.isAway() || !spool.isEmpty()) {
                List<Outgoing> batch = next();
                moved = !batch.isEmpty();
                if (moved) {
                    spool.append(batch);
                    diskFailed = false;
                }
            }
        } catch (IOException e) {
            diskFailed(e);
            moved = false;
        } finally {
            order.unlock();
        }
        if (!moved) {
            Thread.sleep(diskFailed ? pauseWhileAway : IDLE);
        }
    }

    private List<Outgoing> next() {
        var records = new ArrayList<Outgoing>(BATCH);
        for (T value : queue.poll(BATCH, BATCH_BYTES)) {
            try {
                records.add(form.apply(value));
            } catch (RuntimeException e) {
                lost.incrementAndGet();
                LOG.errorf("%s: a record has no form: %s", name, e.getClass().getSimpleName());
            }
        }
        return records;
    }

    /// In this order: what comes later is kept behind it.
    private void toDisk(List<Outgoing> batch) throws IOException {
        order.lock();
        try {
            spool.append(batch);
            diskFailed = false;
        } finally {
            contact.failed();
            order.unlock();
        }
    }

    private void diskFailed(IOException e) {
        if (!diskFailed) {
            LOG.errorf("%s: records are lost, the disk refuses them: %s", name, e);
        }
        diskFailed = true;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long dropped() {
        return queue.dropped() + spool.dropped() + delivery.refused() + lost.get();
    }

    @Override
    public long waitingBytes() {
        return queue.bytes() + spool.bytes();
    }

    @Override
    public boolean away() {
        return contact.isAway();
    }

    @Override
    public void close() {
        sender.close();
        keeper.close();
        order.lock();
        try (spool) {
            for (List<Outgoing> rest = next(); !rest.isEmpty(); rest = next()) {
                spool.append(rest);
            }
        } catch (IOException e) {
            diskFailed(e);
        } finally {
            order.unlock();
        }
        delivery.close();
    }
}
