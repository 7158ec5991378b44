package dev.muster.cluster.journal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// The last entry of each key, those used least lately dropped first. Safe for concurrent use.
public final class LastEntries<K, E> implements Journal.Kept<E> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Function<E, K> key;
    private final Map<K, E> byKey;

    /// @param most how many keys are remembered
    public LastEntries(int most, Function<E, K> key, List<E> restored) {
        this.key = key;
        this.byKey = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, E> eldest) {
                return size() > most;
            }
        };
        restored.forEach(this::put);
    }

    public void put(E entry) {
        lock.lock();
        try {
            byKey.put(key.apply(entry), entry);
        } finally {
            lock.unlock();
        }
    }

    public Optional<E> of(K wanted) {
        lock.lock();
        try {
            return Optional.ofNullable(byKey.get(wanted));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<E> entries() {
        lock.lock();
        try {
            return List.copyOf(byKey.values());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int size() {
        lock.lock();
        try {
            return byKey.size();
        } finally {
            lock.unlock();
        }
    }
}
