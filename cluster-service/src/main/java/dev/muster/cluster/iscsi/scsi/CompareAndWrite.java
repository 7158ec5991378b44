package dev.muster.cluster.iscsi.scsi;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.scsi.DiskWrites.StoreWork;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// COMPARE AND WRITE: the second half of the data goes to the disk if the first half is what is there.
final class CompareAndWrite implements CommandResponse.DataSink {
    private final WritableStore store;
    private final Extent extent;
    private final boolean forceUnitAccess;
    private final ByteBuffer both;

    CompareAndWrite(WritableStore store, Extent extent, boolean forceUnitAccess) {
        this.store = store;
        this.extent = extent;
        this.forceUnitAccess = forceUnitAccess;
        this.both = ByteBuffer.allocate((int) (2 * extent.length()));
    }

    @Override
    public void accept(long offset, Bytes data) {
        both.put((int) offset, data.toArray());
    }

    @Override
    public boolean finishWaits() {
        return forceUnitAccess && store.keeps();
    }

    @Override
    public Optional<Sense> finish() {
        int half = (int) extent.length();
        ByteBuffer present = ByteBuffer.allocate(half);
        try {
            store.read(extent.position(), present);
        } catch (IOException unreadable) {
            return Optional.of(Sense.READ_ERROR);
        }
        if (!present.flip().equals(both.duplicate().limit(half).position(0))) {
            return Optional.of(Sense.MISCOMPARE);
        }
        return StoreWork.attempt(() -> {
            store.write(extent.position(), both.duplicate().limit(2 * half).position(half));
            if (finishWaits()) {
                store.flush();
            }
        });
    }
}
