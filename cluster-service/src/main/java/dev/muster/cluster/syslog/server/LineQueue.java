package dev.muster.cluster.syslog.server;

import dev.muster.cluster.syslog.ReceivedLine;
import dev.muster.cluster.syslog.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Lines on their way from the event loops to the writer, bounded by the memory they take. Datagrams get half
/// of it, so that a flood of them leaves room for the senders that can wait.
final class LineQueue {
    /// Objects around the text of a line, roughly.
    private static final int OVERHEAD = 256;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final long capacity;
    private List<ReceivedLine> lines = new ArrayList<>();
    private long bytes;
    private volatile boolean crowded;
    private boolean closed;

    LineQueue(long capacity) {
        this.capacity = capacity;
    }

    /// False if there is no room.
    boolean offer(ReceivedLine line) {
        long size = line.octets() + (long) OVERHEAD;
        lock.lock();
        try {
            if (closed || bytes + size > share(line)) {
                return false;
            }
            lines.add(line);
            bytes += size;
            crowded = bytes > capacity / 4 * 3;
            if (lines.size() == 1) {
                filled.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private long share(ReceivedLine line) {
        return line.transport() == Transport.UDP ? capacity / 2 : capacity;
    }

    /// Whether senders that can wait should.
    boolean isCrowded() {
        return crowded;
    }

    /// Everything that waits, at the latest after the given time; empty then, or when closed.
    List<ReceivedLine> take(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long nanos = atMost.toNanos();
            while (lines.isEmpty() && !closed && nanos > 0) {
                nanos = filled.awaitNanos(nanos);
            }
            List<ReceivedLine> taken = lines;
            lines = new ArrayList<>();
            bytes = 0;
            crowded = false;
            return taken;
        } finally {
            lock.unlock();
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

    boolean isClosed() {
        lock.lock();
        try {
            return closed && lines.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
