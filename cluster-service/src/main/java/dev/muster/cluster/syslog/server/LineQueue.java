package dev.muster.cluster.syslog.server;

import dev.muster.cluster.syslog.Transport;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Blocks on their way from one thread to another, bounded by the memory that they take until they are released.
///
/// Datagrams have room of their own, half as much: neither a flood of them nor streams that are held back leave nothing
/// to
/// the others. One sender gets a quarter of what its transport may take.
final class LineQueue {
    private static final int PER_SENDER = 4;
    private static final int NOTABLE_PART = 16;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final long capacity;
    private final Map<InetAddress, Long> bySender = new HashMap<>();
    private List<LineBlock> blocks = new ArrayList<>();
    private long bytes;
    private long datagramBytes;
    private long released;
    private boolean closed;
    private volatile Runnable whenRoom = () -> {};

    /// @param all memory for both: a third of it is for datagrams
    static LineQueue of(long all) {
        return new LineQueue(all / 3 * 2);
    }

    /// @param capacity for streams; datagrams have half as much
    LineQueue(long capacity) {
        this.capacity = capacity;
    }

    /// What is to be done when there is notably more room, or all of it; called by the thread that releases.
    void whenRoom(Runnable action) {
        whenRoom = action;
    }

    /// Memory that a sender may still fill; 0 or less for none.
    long room(InetAddress sender, Transport transport) {
        lock.lock();
        try {
            boolean datagram = transport == Transport.UDP;
            long share = datagram ? capacity / 2 : capacity;
            long held = datagram ? datagramBytes : bytes - datagramBytes;
            return Math.min(share - held, share / PER_SENDER - bySender.getOrDefault(sender, 0L));
        } finally {
            lock.unlock();
        }
    }

    /// False if there is no room.
    boolean offer(LineBlock block) {
        lock.lock();
        try {
            return block.size() <= room(block.sender(), block.transport()) && add(block);
        } finally {
            lock.unlock();
        }
    }

    /// For who has asked for room before it read: takes a block also where it is larger than that. False when closed.
    boolean put(LineBlock block) {
        lock.lock();
        try {
            return add(block);
        } finally {
            lock.unlock();
        }
    }

    private boolean add(LineBlock block) {
        if (closed) {
            return false;
        }
        blocks.add(block);
        count(block, block.size());
        bySender.merge(block.sender(), block.size(), Long::sum);
        if (blocks.size() == 1) {
            filled.signal();
        }
        return true;
    }

    private void count(LineBlock block, long change) {
        bytes += change;
        if (block.transport() == Transport.UDP) {
            datagramBytes += change;
        }
    }

    /// Everything that waits, at the latest after the given time; empty then, or when closed. Each block is to be
    /// released.
    List<LineBlock> take(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long nanos = atMost.toNanos();
            while (blocks.isEmpty() && !closed && nanos > 0) {
                nanos = filled.awaitNanos(nanos);
            }
            List<LineBlock> taken = blocks;
            blocks = new ArrayList<>();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// The memory of a block that was taken is free.
    void release(LineBlock block) {
        boolean notable;
        lock.lock();
        try {
            count(block, -block.size());
            bySender.computeIfPresent(block.sender(), (_, held) -> held > block.size() ? held - block.size() : null);
            released += block.size();
            notable = bytes == 0 || released >= capacity / NOTABLE_PART;
            released = notable ? 0 : released;
        } finally {
            lock.unlock();
        }
        if (notable) {
            whenRoom.run();
        }
    }

    /// Takes no more; what is inside can still be taken.
    void close() {
        lock.lock();
        try {
            closed = true;
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Whether nothing is inside and nothing will come.
    boolean isDone() {
        lock.lock();
        try {
            return closed && blocks.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
