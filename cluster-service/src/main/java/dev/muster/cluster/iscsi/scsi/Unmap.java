package dev.muster.cluster.iscsi.scsi;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.scsi.DiskWrites.StoreWork;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// UNMAP, SBC-3 5.28: the parameter list has a descriptor for each extent. If one is beyond the end, none is unmapped.
final class Unmap implements CommandResponse.DataSink {
    static final int HEADER = 8;
    static final int DESCRIPTOR = 16;

    private final WritableStore store;
    private final ByteBuffer list;

    Unmap(WritableStore store, int length) {
        this.store = store;
        this.list = ByteBuffer.allocate(length);
    }

    @Override
    public void accept(long offset, Bytes data) {
        list.put((int) offset, data.toArray());
    }

    /// A map of millions of blocks may change.
    @Override
    public boolean finishWaits() {
        return true;
    }

    @Override
    public Optional<Sense> finish() {
        int told = Short.toUnsignedInt(list.getShort(2));
        int end = HEADER + Math.min(told, list.capacity() - HEADER) / DESCRIPTOR * DESCRIPTOR;
        List<Extent> extents = new ArrayList<>();
        for (int at = HEADER; at < end; at += DESCRIPTOR) {
            Extent extent = new Extent(list.getLong(at), Integer.toUnsignedLong(list.getInt(at + 8)));
            if (!extent.isWithin(store.size() / BlockStore.BLOCK)) {
                return Optional.of(Sense.LBA_OUT_OF_RANGE);
            }
            extents.add(extent);
        }
        return StoreWork.attempt(() -> {
            for (Extent extent : extents) {
                store.discard(extent.position(), extent.length());
            }
        });
    }
}
