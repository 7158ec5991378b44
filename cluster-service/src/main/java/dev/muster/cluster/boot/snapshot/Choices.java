package dev.muster.cluster.boot.snapshot;

import dev.muster.cluster.journal.Journal;
import java.net.InetAddress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The last choice of each machine, those used least lately dropped first. Safe for concurrent use.
final class Choices implements Journal.Kept<Choice> {
    static final int MOST_MACHINES = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<InetAddress, Choice> byMachine = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Choice> eldest) {
            return size() > MOST_MACHINES;
        }
    };

    Choices(List<Choice> restored) {
        restored.forEach(this::put);
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
    public List<Choice> entries() {
        lock.lock();
        try {
            return List.copyOf(byMachine.values());
        } finally {
            lock.unlock();
        }
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
