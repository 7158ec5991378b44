package dev.muster.cluster.journal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/// The last entry of each key, those used least lately dropped first. Safe for concurrent use.
public final class LastEntries<K, E> implements Kept<E> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Function<E, K> key;
    private final Map<K, E> byKey;

    /// @param most how many keys are remembered
    public LastEntries(int most, Function<E, K> key) {
        this.key = key;
        this.byKey = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, E> eldest) {
                return size() > most;
            }
        };
    }

    @Override
    public void restore(E entry) {
        put(entry);
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
    public void forEach(Consumer<? super E> reader) {
        List<E> all;
        lock.lock();
        try {
            all = List.copyOf(byKey.values());
        } finally {
            lock.unlock();
        }
        all.forEach(reader);
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
