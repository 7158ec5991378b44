package dev.muster.region.outbox;

import dev.muster.region.outbox.OutboxTable.Waiting;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Publishes the rows of the outbox in their order and deletes what Kafka has acknowledged. Kafka or the database
/// being away only makes rows wait. A record may be published twice, never lost.
@ApplicationScoped
class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    private final OutboxTable table;
    private final TopicSetup topics;
    private final RecordSender sender;
    private final OutboxConfig config;
    private final Semaphore work = new Semaphore(0);

    private volatile boolean running;
    private volatile State state = State.STANDBY;
    private @Nullable Thread thread;

    OutboxRelay(OutboxTable table, TopicSetup topics, RecordSender sender, OutboxConfig config) {
        this.table = table;
        this.topics = topics;
        this.sender = sender;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        running = true;
        thread = Thread.ofVirtual().name("outbox-relay").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        work.release();
        if (thread != null) {
            thread.interrupt();
            thread.join(Duration.ofSeconds(5));
        }
        sender.close();
    }

    void wake(@Observes(during = TransactionPhase.AFTER_SUCCESS) Outbox.Written written) {
        work.release();
    }

    State state() {
        return state;
    }

    private void run() {
        while (running) {
            try (Connection connection = table.connection()) {
                if (table.lock(connection)) {
                    try {
                        topics.ensure();
                        relay(connection);
                    } finally {
                        table.unlock(connection);
                    }
                } else {
                    state = State.STANDBY;
                }
                pause(config.retry());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            } catch (SQLException | KafkaException e) {
                failed(e);
            }
        }
    }

    private void relay(Connection connection) throws SQLException, InterruptedException {
        while (running) {
            List<Waiting> rows = table.oldest(connection, config.batch());
            List<Waiting> published = sender.send(rows);
            if (!published.isEmpty()) {
                table.delete(connection, published);
            }
            if (published.size() < rows.size()) {
                throw new KafkaException("Kafka did not take " + rows.get(published.size()));
            }
            state = State.PUBLISHING;
            if (rows.size() < config.batch()) {
                pause(config.poll());
            }
        }
    }

    private void failed(Exception e) {
        if (!running) {
            return;
        }
        if (state != State.FAILING) {
            LOG.warn("outbox waits: " + e);
        }
        state = State.FAILING;
        try {
            pause(config.retry());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    private void pause(Duration most) throws InterruptedException {
        if (work.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) {
            work.drainPermits();
        }
    }

    /// What the relay of this replica is doing.
    enum State {
        /// Another replica publishes.
        STANDBY,
        PUBLISHING,
        /// Kafka or the database is away; rows wait.
        FAILING
    }
}
