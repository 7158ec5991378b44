package dev.muster.cluster.boot.snapshot;

import dev.muster.cluster.journal.Kept;
import java.net.InetAddress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The last choice of each machine, those used least lately dropped first. Safe for concurrent use.
final class Choices implements Kept<Choice> {
    static final int MOST_MACHINES = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<InetAddress, Choice> byMachine = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Choice> eldest) {
            return size() > MOST_MACHINES;
        }
    };

    @Override
    public void restore(Choice choice) {
        put(choice);
    }

    void put(Choice choice) {
        lock.lock();
        try {
            byMachine.put(choice.machine(), choice);
        } finally {
            lock.unlock();
        }
    }

    Optional<Choice> of(InetAddress machine, Instant now) {
        lock.lock();
        try {
            return Optional.ofNullable(byMachine.get(machine)).filter(choice -> !choice.isOver(now));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void forEach(Consumer<? super Choice> reader) {
        List<Choice> all;
        lock.lock();
        try {
            all = List.copyOf(byMachine.values());
        } finally {
            lock.unlock();
        }
        all.forEach(reader);
    }

    @Override
    public int size() {
        lock.lock();
        try {
            return byMachine.size();
        } finally {
            lock.unlock();
        }
    }
}
