package dev.muster.cluster.power;

import dev.muster.model.power.PowerState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.MDC;

/// A machine in memory that does as it is told, unless a test says otherwise.
class ScriptedDriver implements PowerDriver {
    final List<String> calls = new CopyOnWriteArrayList<>();
    final AtomicInteger running = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();
    volatile PowerState state = PowerState.OFF;
    volatile Map<String, Object> logFields = Map.of();
    final AtomicInteger failures = new AtomicInteger();
    volatile boolean lasting;
    volatile boolean deaf;

    /// How many looks a word takes to come true, where that is not at once.
    volatile int slow;

    private final AtomicInteger looks = new AtomicInteger();
    private volatile PowerState next = PowerState.OFF;
    volatile long millis;
    volatile String complaint = "the BMC does not answer";

    @Override
    public void on(PowerTarget target) throws PowerFailure, InterruptedException {
        logFields = MDC.getMap();
        told("on", PowerState.ON);
    }

    @Override
    public void off(PowerTarget target) throws PowerFailure, InterruptedException {
        told("off", PowerState.OFF);
    }

    @Override
    public void softOff(PowerTarget target) throws PowerFailure, InterruptedException {
        called("soft");
    }

    @Override
    public PowerState state(PowerTarget target) throws PowerFailure, InterruptedException {
        called("state");
        if (looks.get() > 0 && looks.decrementAndGet() == 0) {
            state = next;
        }
        return state;
    }

    private void told(String call, PowerState wanted) throws PowerFailure, InterruptedException {
        called(call);
        if (!deaf && slow > 0 && wanted == PowerState.OFF) {
            next = wanted;
            looks.set(slow);
        } else if (!deaf) {
            state = wanted;
        }
    }

    private void called(String call) throws PowerFailure, InterruptedException {
        calls.add(call);
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            Thread.sleep(millis);
        } finally {
            running.decrementAndGet();
        }
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw lasting ? PowerFailure.lasting(complaint) : PowerFailure.passing(complaint);
        }
    }

    List<String> told() {
        return calls.stream().filter(call -> !call.equals("state")).toList();
    }
}
