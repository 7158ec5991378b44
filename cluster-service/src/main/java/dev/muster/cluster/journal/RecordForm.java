package dev.muster.cluster.journal;

import java.nio.ByteBuffer;
import java.util.Optional;

/// How entries stand in a journal's file: records of one length, each with a checksum of its own, so that a reader
/// finds the next one behind a spoilt one.
public interface RecordForm<E> {
    /// What the file begins with, in ASCII.
    String header();

    /// Octets of a record.
    int length();

    void put(E entry, ByteBuffer out);

    /// Reads one record; the position moves behind it even if it is spoilt.
    Optional<E> take(ByteBuffer in);
}
