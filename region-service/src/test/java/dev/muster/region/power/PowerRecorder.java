package dev.muster.region.power;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Keeps what became of orders.
@ApplicationScoped
public class PowerRecorder {
    private final List<PowerDone> all = new CopyOnWriteArrayList<>();

    void heard(@Observes(during = TransactionPhase.AFTER_SUCCESS) PowerDone done) {
        all.add(done);
    }

    List<PowerDone> of(String systemId) {
        return all.stream().filter(done -> done.systemId().equals(systemId)).toList();
    }
}
