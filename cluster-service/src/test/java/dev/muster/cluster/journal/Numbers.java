package dev.muster.cluster.journal;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Entries that are numbers.
final class Numbers implements Kept<Long> {
    final List<Long> all = new CopyOnWriteArrayList<>();

    @Override
    public void restore(Long entry) {
        all.add(entry);
    }

    @Override
    public void forEach(Consumer<? super Long> reader) {
        all.forEach(reader);
    }

    @Override
    public int size() {
        return all.size();
    }

    static final class Records implements RecordForm<Long> {
        @Override
        public String header() {
            return "NUMBERS1";
        }

        @Override
        public int length() {
            return Long.BYTES + Integer.BYTES;
        }

        @Override
        public void putFields(Long entry, ByteBuffer out) {
            out.putLong(entry);
        }

        @Override
        public Optional<Long> takeFields(ByteBuffer in) {
            return Optional.of(in.getLong());
        }
    }
}
