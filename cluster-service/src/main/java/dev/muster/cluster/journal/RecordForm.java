package dev.muster.cluster.journal;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// How entries stand in a journal's file: records of one length, each with a checksum of its own, so that a reader
/// finds the next one behind a spoilt one.
public interface RecordForm<E> {
    /// What the file begins with, 8 characters of ASCII.
    String header();

    /// Forms that files of earlier versions have; they are read, and replaced.
    default List<RecordForm<E>> earlier() {
        return List.of();
    }

    /// Octets of a record, its checksum included.
    int length();

    /// Writes all of a record that is before its checksum.
    void putFields(E entry, ByteBuffer out);

    /// Reads the fields of a record that is not spoilt.
    ///
    /// @param in all of it that is before its checksum
    /// @return empty if they mean nothing
    Optional<E> takeFields(ByteBuffer in);

    default void put(E entry, ByteBuffer out) {
        int start = out.position();
        putFields(entry, out);
        out.putInt(checksum(out.slice(start, length() - Integer.BYTES)));
    }

    /// Reads one record; the position moves behind it even if it is spoilt.
    default Optional<E> take(ByteBuffer in) {
        ByteBuffer fields = in.slice(in.position(), length() - Integer.BYTES);
        in.position(in.position() + fields.remaining());
        return in.getInt() == checksum(fields.duplicate()) ? takeFields(fields) : Optional.empty();
    }

    /// CRC-32C.
    private static int checksum(ByteBuffer fields) {
        var crc = new CRC32C();
        crc.update(fields);
        return (int) crc.getValue();
    }
}
