package dev.muster.region.tags;

import dev.muster.region.periodic.PeriodicTasks;
import dev.muster.region.tags.TagVerdicts.Question;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/// Evaluates the tags of nodes that are due, one after the other, on every replica: as soon as one is marked here,
/// and every few seconds for what others have left.
@ApplicationScoped
class TagSweep {
    private static final Logger LOG = Logger.getLogger(TagSweep.class);

    private final DueTags due;
    private final TagVerdicts verdicts;
    private final PeriodicTasks tasks;
    private final ExecutorService threads;

    /// Looks that are owed: what is marked while the last one ends is not left for the next round.
    private final AtomicInteger owed = new AtomicInteger();

    TagSweep(DueTags due, TagVerdicts verdicts, PeriodicTasks tasks, @VirtualThreads ExecutorService threads) {
        this.due = due;
        this.verdicts = verdicts;
        this.tasks = tasks;
        this.threads = threads;
    }

    void wake(@Observes(during = TransactionPhase.AFTER_SUCCESS) DueTags.Marked marked) {
        if (owed.getAndIncrement() == 0) {
            try {
                threads.execute(this::work);
            } catch (RejectedExecutionException e) {
                owed.set(0);
                throw e;
            }
        }
    }

    @Scheduled(identity = "tag-sweep", every = "3s")
    @RunOnVirtualThread
    void round() {
        if (owed.getAndIncrement() == 0) {
            work();
        }
    }

    /// Whatever ends it, the next round looks again.
    private void work() {
        int looks;
        try {
            do {
                looks = owed.get();
                while (!tasks.stopping() && next()) {
                    // all that is due
                }
            } while (owed.addAndGet(-looks) > 0);
        } catch (RuntimeException | Error e) {
            owed.set(0);
            throw e;
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
