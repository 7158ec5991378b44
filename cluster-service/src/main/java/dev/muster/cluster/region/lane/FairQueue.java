package dev.muster.cluster.region.lane;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Things that wait in memory, bounded in bytes. Taking never waits for room: beyond a sender's bound its own
/// oldest go, and beyond the bound of all the oldest of who holds the most. Given out in turns, some bytes of each
/// sender, so that one who sends much neither pushes out nor delays what others sent (deficit round robin).
final class FairQueue<T> {
    /// What an item costs beside its own bytes, and a sender beside his items; estimates of the JVM's objects.
    static final int ITEM_COST = 64;

    static final int SENDER_COST = 256;

    /// Beyond that many, senders share one place.
    static final int MOST_SENDERS = 1024;

    private static final String ALL_OTHERS = "";
    private static final int TURN_BYTES = 16 << 10;

    private final long limit;
    private final long senderLimit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();

    /// Those who have something here; whose turn it is comes first.
    private final LinkedHashMap<String, Sender<T>> senders = new LinkedHashMap<>();

    private long bytes;
    private long dropped;
    private @Nullable Sender<T> largest;

    private record Item<T>(T value, long bytes) {}

    private static final class Sender<T> {
        private final String name;
        private final ArrayDeque<Item<T>> items = new ArrayDeque<>(2);
        private long bytes = SENDER_COST;

        Sender(String name) {
            this.name = name;
        }
    }

    FairQueue(long limit, long senderLimit) {
        this.limit = limit;
        this.senderLimit = senderLimit;
    }

    /// Takes an item, at the cost of older ones if there is no room.
    ///
    /// @param itemBytes about what it takes in memory
    void offer(String name, T value, int itemBytes) {
        lock.lock();
        try {
            var item = new Item<T>(value, (long) itemBytes + ITEM_COST);
            Sender<T> sender = sender(name);
            while (!sender.items.isEmpty() && sender.bytes + item.bytes > senderLimit) {
                drop(sender);
            }
            // dropping his last one has made him leave
            if (senders.putIfAbsent(sender.name, sender) == null) {
                bytes += sender.bytes;
            }
            sender.items.add(item);
            add(sender, item.bytes);
            while (bytes > limit) {
                drop(largest());
            }
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Sender<T> sender(String name) {
        Sender<T> known = senders.get(name);
        if (known != null) {
            return known;
        }
        String place = senders.size() < MOST_SENDERS ? name : ALL_OTHERS;
        Sender<T> shared = senders.get(place);
        return shared != null ? shared : new Sender<>(place);
    }

    private void drop(Sender<T> sender) {
        add(sender, -sender.items.remove().bytes);
        dropped++;
        leaveIfEmpty(sender);
    }

    private void add(Sender<T> sender, long change) {
        sender.bytes += change;
        bytes += change;
        if (largest == null || sender.bytes > largest.bytes) {
            largest = sender;
        }
    }

    private void leaveIfEmpty(Sender<T> sender) {
        if (sender.items.isEmpty()) {
            senders.remove(sender.name);
            bytes -= sender.bytes;
            if (largest == sender) {
                largest = null;
            }
        }
    }

    /// One who holds more than his share, if not the one with the most: who had the most is kept as long as he is above
    /// the average, so that not all are looked at each time.
    private Sender<T> largest() {
        var known = largest;
        if (known == null || known.bytes * senders.size() < bytes) {
            for (Sender<T> sender : senders.values()) {
                if (known == null || sender.bytes > known.bytes) {
                    known = sender;
                }
            }
            largest = known;
        }
        if (known == null) {
            throw new IllegalStateException("bytes without a sender");
        }
        return known;
    }

    /// Takes out what comes next, without waiting.
    ///
    /// @param mostBytes about; one item may go beyond
    List<T> poll(int mostItems, long mostBytes) {
        lock.lock();
        try {
            var taken = new ArrayList<T>();
            long left = mostBytes;
            while (!senders.isEmpty() && taken.size() < mostItems && left > 0) {
                Map.Entry<String, Sender<T>> turn = senders.pollFirstEntry();
                Sender<T> sender = turn.getValue();
                long share = Math.min(left, TURN_BYTES);
                while (share > 0 && taken.size() < mostItems && !sender.items.isEmpty()) {
                    Item<T> item = sender.items.remove();
                    add(sender, -item.bytes);
                    taken.add(item.value);
                    share -= item.bytes;
                    left -= item.bytes;
                }
                senders.putLast(sender.name, sender);
                leaveIfEmpty(sender);
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until there is something, for as long at most.
    void await(Duration most) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = most.toNanos();
            while (senders.isEmpty() && left > 0) {
                left = arrived.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Items lost for want of room.
    long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }
}
