package dev.muster.region.tags;

import dev.muster.region.tags.TagVerdicts.Question;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Evaluates the tags of nodes that are due, one after the other, on every replica: as soon as one is marked here,
/// and every few seconds for what others have left.
@ApplicationScoped
class TagSweep {
    private static final Logger LOG = Logger.getLogger(TagSweep.class);
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final DueTags due;
    private final TagVerdicts verdicts;
    private final Semaphore work = new Semaphore(0);
    private volatile boolean running;
    private volatile @Nullable Thread thread;

    TagSweep(DueTags due, TagVerdicts verdicts) {
        this.due = due;
        this.verdicts = verdicts;
    }

    void start(@Observes StartupEvent event) {
        running = true;
        thread = Thread.ofVirtual().name("tag-sweep").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        var sweeping = thread;
        if (sweeping != null) {
            sweeping.interrupt();
            sweeping.join(Duration.ofSeconds(5));
        }
    }

    void wake(@Observes(during = TransactionPhase.AFTER_SUCCESS) DueTags.Marked marked) {
        work.release();
    }

    private void run() {
        while (running) {
            try {
                boolean more = next();
                if (!more && work.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    work.drainPermits();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// One that cannot be evaluated is logged, keeps nobody waiting, and has its turn again.
    ///
    /// @return false if there is nothing to do, or nothing can be done for the moment
    private boolean next() {
        Optional<Question> taken;
        try {
            taken = QuarkusTransaction.requiringNew().call(() -> due.take().map(verdicts::ask));
        } catch (RuntimeException e) {
            LOG.warn("tags wait for the database: " + e.getMessage());
            return false;
        }
        taken.ifPresent(this::answer);
        return taken.isPresent();
    }

    private void answer(Question question) {
        try {
            Map<Long, Boolean> found = TagVerdicts.verdicts(question);
            QuarkusTransaction.requiringNew().run(() -> verdicts.write(question.due(), found));
        } catch (TagVerdicts.OvertakenException e) {
            LOG.debugf("the tags of node %d are evaluated again", question.due().nodeId());
        } catch (RuntimeException e) {
            LOG.error("the tags of node " + question.due().nodeId() + " cannot be evaluated", e);
        }
    }
}
