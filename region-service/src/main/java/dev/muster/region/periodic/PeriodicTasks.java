package dev.muster.region.periodic;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.FailedExecution;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Tells of rounds that failed, and begins none once the service stops. The next round tries again: what periodic
/// tasks work on is in the database, and waits there.
@ApplicationScoped
public class PeriodicTasks {
    private static final Logger LOG = Logger.getLogger(PeriodicTasks.class);

    private final Scheduler scheduler;
    private volatile boolean stopping;

    PeriodicTasks(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /// Whether a long round is to end early.
    public boolean stopping() {
        return stopping;
    }

    /// How often a task has its turn that is to have it so often: the scheduler looks once a second.
    public static Duration pause(Duration wanted) {
        return Duration.ofSeconds(
                Math.max(1, wanted.plusSeconds(1).minusNanos(1).toSeconds()));
    }

    /// In one line: the scheduler's own, with a stack trace for each round, is off.
    void failed(@Observes FailedExecution round) {
        if (!stopping) {
            String task = round.getExecution().getTrigger().getId();
            LOG.warn(task + " has to wait: " + reason(round.getException()));
        }
    }

    /// The scheduler wraps what a task throws in exceptions that say its class and no more.
    private static String reason(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return cause != null && cause.toString().equals(thrown.getMessage())
                ? reason(cause)
                : String.valueOf(thrown.getMessage());
    }

    void stop(@Observes ShutdownEvent shutdown) {
        stopping = true;
        scheduler.pause();
    }
}
