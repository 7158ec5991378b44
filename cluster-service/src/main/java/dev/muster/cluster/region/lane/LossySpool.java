package dev.muster.cluster.region.lane;

import dev.muster.cluster.disk.Room;
import dev.muster.cluster.region.lane.Segments.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// What may be lost and waits on disk, bounded in bytes: beyond the bound the oldest segment goes. One sender holds
/// his share at most; what he sends beyond it is lost until the broker has taken some of it, so that he cannot push
/// out what others sent. Used by one thread at a time, but for the counts.
final class LossySpool implements AutoCloseable {
    /// Beyond that many senders the rest have one share together.
    private static final int MOST_SENDERS = 8192;

    private static final String ALL_OTHERS = "";

    private final Segments segments;
    private final Room room;
    private final long limit;
    private final long senderLimit;
    private final Map<String, Long> bySender = new LinkedHashMap<>();
    private final AtomicLong dropped = new AtomicLong();

    /// @param segments what is in them from before counts too
    /// @param room where there is none, what comes is lost
    LossySpool(Segments segments, Room room, long limit, long senderLimit) throws IOException {
        this.segments = segments;
        this.room = room;
        this.limit = limit;
        this.senderLimit = senderLimit;
        for (long number : segments.numbers()) {
            segments.at(number).records().forEach(record -> charge(record.key(), record.line().length));
        }
    }

    void append(List<Outgoing> records) throws IOException {
        var kept = new ArrayList<Outgoing>(records.size());
        var lines = new ArrayList<byte[]>(records.size());
        for (var record : records) {
            byte[] line = record.line();
            if (heldBy(record.key()) + line.length > senderLimit) {
                dropped.incrementAndGet();
            } else {
                charge(record.key(), line.length);
                kept.add(record);
                lines.add(line);
            }
        }
        if (lines.isEmpty()) {
            return;
        }
        if (!room.allows(lines.stream().mapToLong(line -> line.length).sum())) {
            dropped.addAndGet(lines.size());
            kept.forEach(this::release);
            return;
        }
        try {
            segments.append(lines);
        } catch (IOException e) {
            dropped.addAndGet(lines.size());
            kept.forEach(this::release);
            throw e;
        }
        dropBeyondLimit();
    }

    private void dropBeyondLimit() throws IOException {
        while (segments.bytes() > limit && segments.count() > 1) {
            Optional<Segment> oldest = segments.oldest();
            if (oldest.isPresent() && remove(oldest.get())) {
                dropped.addAndGet(oldest.get().records().size());
            }
        }
    }

    boolean isEmpty() {
        return segments.isEmpty();
    }

    Optional<Segment> oldest() throws IOException {
        return segments.oldest();
    }

    /// Forgets a segment.
    ///
    /// @return false if it was forgotten before
    boolean remove(Segment segment) throws IOException {
        if (!segments.remove(segment)) {
            return false;
        }
        dropped.addAndGet(segment.spoilt());
        segment.records().forEach(this::release);
        if (segments.isEmpty()) {
            // who had no place of his own at first may have had one later
            bySender.clear();
        }
        return true;
    }

    private long heldBy(String sender) {
        return bySender.getOrDefault(place(sender), 0L);
    }

    private void charge(String sender, long bytes) {
        bySender.merge(place(sender), bytes, Long::sum);
    }

    private void release(Outgoing record) {
        long length = record.line().length;
        String place = bySender.containsKey(record.key()) ? record.key() : ALL_OTHERS;
        bySender.computeIfPresent(place, (_, held) -> held > length ? held - length : null);
    }

    private String place(String sender) {
        return bySender.containsKey(sender) || bySender.size() < MOST_SENDERS ? sender : ALL_OTHERS;
    }

    /// Records lost for want of room or by a disk that refuses, since start.
    long dropped() {
        return dropped.get();
    }

    long bytes() {
        return segments.bytes();
    }

    @Override
    public void close() throws IOException {
        segments.close();
    }
}
