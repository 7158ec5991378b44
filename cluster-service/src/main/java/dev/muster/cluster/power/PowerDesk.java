package dev.muster.cluster.power;

import dev.muster.cluster.power.PowerAttempt.Outcome;
import dev.muster.model.log.LogFields;
import dev.muster.model.power.PowerAction;
import dev.muster.model.power.PowerCommand;
import dev.muster.model.power.PowerOrder;
import dev.muster.model.power.PowerResult;
import dev.muster.model.power.PowerState;
import dev.muster.model.power.PowerType;
import dev.muster.model.power.PowerTypes;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Takes power commands and carries them out, each on a virtual thread of its own: those of one machine one after
/// the other, all together no more at once than the limits say. A command that came before is passed over; one that
/// the region does not want any more is dropped without a word.
public final class PowerDesk implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(PowerDesk.class);
    private static final int REMEMBERED = 10_000;
    private static final int WAITING = 20_000;
    private static final Duration FETCH_RETRY = Duration.ofSeconds(2);

    /// How long a command waits for its turn and for the region; longer than any is wanted.
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final Map<String, PowerDriver> drivers;
    private final PowerOrders orders;
    private final Consumer<PowerResult> results;
    private final PowerLimits limits;
    private final Clock clock;
    private final Semaphore actions;
    private final Semaphore queries;
    private final Map<String, Turn> turns = new LinkedHashMap<>();
    private final Set<UUID> known = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });
    private boolean closed;

    /// @param drivers by name of the power type
    /// @param results takes how each command ended that the region still wanted
    /// @param clock dates the results; nothing here is judged by it
    public PowerDesk(
            Map<String, PowerDriver> drivers,
            PowerOrders orders,
            Consumer<PowerResult> results,
            PowerLimits limits,
            Clock clock) {
        this.drivers = Map.copyOf(drivers);
        this.orders = orders;
        this.results = results;
        this.limits = limits;
        this.clock = clock;
        this.actions = new Semaphore(limits.actions(), true);
        this.queries = new Semaphore(limits.queries(), true);
    }

    /// The newest command of a machine, and the thread that carries it out.
    private record Turn(PowerCommand command, Thread thread) {}

    /// Takes a command, without blocking. A look that is under way at the same machine gives way to an action, and a
    /// soft way of switching off to the hard one: the region has replaced them.
    public synchronized void take(PowerCommand command) {
        if (closed || !known.add(command.id())) {
            return;
        }
        if (turns.size() >= WAITING) {
            LOG.warnf("too many power commands wait: %s of %s is dropped", command.action(), command.systemId());
            return;
        }
        @Nullable Turn before = turns.get(command.systemId());
        if (before != null && gives(before.command().action(), command.action())) {
            before.thread().interrupt();
        }
        @Nullable Thread previous = before == null ? null : before.thread();
        var thread = Thread.ofVirtual()
                .name("power-" + command.systemId())
                .unstarted(logFields(command).around(() -> work(command, previous, Deadline.in(LONGEST_WAIT))));
        turns.put(command.systemId(), new Turn(command, thread));
        thread.start();
    }

    private static LogFields logFields(PowerCommand command) {
        return LogFields.none().systemId(command.systemId()).transaction(String.valueOf(command.id()));
    }

    private static boolean gives(PowerAction running, PowerAction wanted) {
        return switch (running) {
            case QUERY -> wanted != PowerAction.QUERY;
            case SOFT_OFF -> wanted == PowerAction.OFF;
            case ON, OFF -> false;
        };
    }

    /// An order, and when it ends.
    private record Wanted(PowerOrder order, Deadline end) {}

    private void work(PowerCommand command, @Nullable Thread previous, Deadline patience) {
        try {
            if (previous != null) {
                previous.join();
            }
            Semaphore room = command.action() == PowerAction.QUERY ? queries : actions;
            if (room.tryAcquire(patience.left().toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    Optional<Wanted> wanted = fetch(command, patience);
                    if (wanted.isPresent()) {
                        results.accept(carriedOut(wanted.get()));
                    }
                } finally {
                    room.release();
                }
            }
        } catch (InterruptedException replaced) {
            Thread.currentThread().interrupt();
        } finally {
            forget(command);
        }
    }

    /// What is left of the order's time is counted from before the call: never longer than the region does.
    private Optional<Wanted> fetch(PowerCommand command, Deadline patience) throws InterruptedException {
        while (!patience.isOver()) {
            var asked = Deadline.in(Duration.ZERO);
            try {
                return orders.fetch(command).map(order -> new Wanted(order, asked.plus(order.left())));
            } catch (IOException e) {
                LOG.debugf("power command %s waits for the region: %s", command.id(), e.getMessage());
                Thread.sleep(FETCH_RETRY);
            }
        }
        return Optional.empty();
    }

    private PowerResult carriedOut(Wanted wanted) throws InterruptedException {
        PowerOrder order = wanted.order();
        PowerCommand command = order.command();
        Optional<PowerType> type = PowerTypes.of(command.powerType());
        @Nullable PowerDriver driver = drivers.get(command.powerType());
        if (type.isEmpty() || driver == null) {
            return result(command, failed("this cluster has no driver for '" + command.powerType() + "'"));
        }
        var target = PowerTarget.of(order, type.get());
        try {
            var deadline = Deadline.in(limits.of(command.action())).earlier(wanted.end());
            var outcome =
                    new PowerAttempt(driver, target, limits.waits(), deadline).run(command.action(), order.again());
            var redaction = Redaction.of(type.get().secrets(order.parameters()));
            return result(command, new Outcome(outcome.ok(), outcome.state(), redaction.clean(outcome.message())));
        } catch (RuntimeException e) {
            // The class alone: a message might quote parameters.
            return result(
                    command, failed("the driver broke down: " + e.getClass().getSimpleName()));
        }
    }

    private static Outcome failed(String message) {
        return new Outcome(false, PowerState.ERROR, message);
    }

    private PowerResult result(PowerCommand command, Outcome outcome) {
        if (command.action() != PowerAction.QUERY || !outcome.ok()) {
            LOG.infof(
                    "%s, %s by %s: %s %s",
                    command.systemId(),
                    command.action().wireName(),
                    command.powerType(),
                    outcome.ok() ? "done" : "failed",
                    outcome.message());
        }
        return new PowerResult(
                command.id(),
                command.systemId(),
                command.action(),
                outcome.ok(),
                outcome.state(),
                outcome.message(),
                clock.instant());
    }

    private synchronized void forget(PowerCommand command) {
        turns.computeIfPresent(
                command.systemId(), (_, turn) -> turn.command().id().equals(command.id()) ? null : turn);
    }

    /// Machines at which something is going on or waits.
    public synchronized int busy() {
        return turns.size();
    }

    /// Stops what is under way; the region hears nothing of it and fails it when its time is up.
    @Override
    public synchronized void close() {
        closed = true;
        turns.values().forEach(turn -> turn.thread().interrupt());
    }
}
