package dev.muster.cluster.tftp;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// What a transfer sends: octets in memory, or a file that is mapped, so that its octets never pass the heap.
///
/// A mapped file goes on being served as it was when another takes its name; its octets must not be cut off, so
/// only files of an immutable folder are mapped. The mapping goes when nothing refers to it any more.
public record Content(MemorySegment octets) {

    public static Content of(byte[] octets) {
        return new Content(MemorySegment.ofArray(octets));
    }

    /// UTF-8.
    public static Content of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    public static Content mapped(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new Content(channel.map(MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()));
        }
    }

    public long size() {
        return octets.byteSize();
    }

    public ByteBuffer slice(long offset, int length) {
        return octets.asSlice(offset, length).asByteBuffer();
    }

    /// Brings a mapped file into memory, so that reading it later does not wait for the disk.
    void load() {
        if (octets.isMapped()) {
            octets.load();
        }
    }
}
