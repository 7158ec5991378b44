package dev.muster.cluster.region;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Takes records from any thread, without blocking it, and brings them to Kafka: directly while Kafka answers,
/// through the [Spool] on disk while it does not.
public final class Publisher implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Publisher.class);
    private static final int QUEUE = 20_000;
    private static final int BATCH = 500;
    private static final Duration PAUSE_WHILE_AWAY = Duration.ofSeconds(2);

    private final BlockingQueue<SpoolRecord> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicLong overflow = new AtomicLong();
    private final ObjectMapper json;
    private final Spool spool;
    private final Delivery delivery;
    private final Thread worker;
    private long nextAttempt;
    private boolean away;

    Publisher(ObjectMapper json, Spool spool, Delivery delivery) {
        this.json = json;
        this.spool = spool;
        this.delivery = delivery;
        this.worker = Thread.ofPlatform().name("publisher").daemon().unstarted(this::work);
    }

    void start() {
        worker.start();
    }

    /// Hands over a record. When even the queue in memory is full it is dropped and counted.
    public void publish(String topic, String key, Object value) {
        try {
            if (!queue.offer(new SpoolRecord(topic, key, json.writeValueAsString(value)))) {
                overflow.incrementAndGet();
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of " + topic + " has no JSON form", e);
        }
    }

    /// Records lost since start, for want of room in memory or on disk.
    public long dropped() {
        return overflow.get() + spool.dropped();
    }

    private void work() {
        var batch = new ArrayList<SpoolRecord>(BATCH);
        try {
            while (!Thread.currentThread().isInterrupted()) {
                batch.clear();
                take(batch);
                try {
                    forward(batch);
                } catch (IOException e) {
                    overflow.addAndGet(batch.size());
                    LOG.errorf("the spool cannot be written, %d records lost: %s", batch.size(), e);
                }
            }
        } catch (InterruptedException end) {
            keep();
        }
    }

    private void take(List<SpoolRecord> batch) throws InterruptedException {
        @Nullable SpoolRecord first = queue.poll(200, TimeUnit.MILLISECONDS);
        if (first != null) {
            batch.add(first);
            queue.drainTo(batch, BATCH - 1);
        }
    }

    /// Order per key holds: while anything waits on disk, new records queue up behind it.
    private void forward(List<SpoolRecord> batch) throws IOException, InterruptedException {
        if (spool.isEmpty()) {
            if (!batch.isEmpty() && !(mayTry() && attempt(batch))) {
                spool.append(batch);
            }
            return;
        }
        if (!batch.isEmpty()) {
            spool.append(batch);
        }
        if (mayTry() && attempt(spool.oldest())) {
            spool.removeOldest();
        }
    }

    private boolean mayTry() {
        return !away || System.nanoTime() - nextAttempt >= 0;
    }

    private boolean attempt(List<SpoolRecord> records) throws InterruptedException {
        boolean delivered = delivery.deliver(records);
        if (!delivered) {
            nextAttempt = System.nanoTime() + PAUSE_WHILE_AWAY.toNanos();
        }
        if (away == delivered) {
            LOG.infof(delivered ? "Kafka takes records again" : "Kafka is away, keeping records on disk");
        }
        away = !delivered;
        return delivered;
    }

    private void keep() {
        var rest = new ArrayList<SpoolRecord>();
        queue.drainTo(rest);
        try {
            if (!rest.isEmpty()) {
                spool.append(rest);
            }
        } catch (IOException e) {
            LOG.errorf("%d records lost at the end: %s", rest.size(), e);
        }
        Thread.currentThread().interrupt();
    }

    @Override
    public void close() {
        worker.interrupt();
        try {
            worker.join(Duration.ofSeconds(3));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        delivery.close();
    }

    /// Brings a batch to Kafka.
    interface Delivery {
        /// @return whether all of it was acknowledged
        boolean deliver(List<SpoolRecord> records) throws InterruptedException;

        void close();
    }
}
