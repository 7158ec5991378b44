package dev.muster.cluster.iscsi.scsi;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.scsi.DiskWrites.StoreWork;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// WRITE SAME: zeros take no room, whether or not the initiator asks to unmap; anything else is written out.
final class WriteSame implements CommandResponse.DataSink {
    private static final int PIECE = 128 * BlockStore.BLOCK;

    private final WritableStore store;
    private final Extent extent;
    private final ByteBuffer block = ByteBuffer.allocate(BlockStore.BLOCK);

    WriteSame(WritableStore store, Extent extent) {
        this.store = store;
        this.extent = extent;
    }

    @Override
    public void accept(long offset, Bytes data) {
        block.put((int) offset, data.toArray());
    }

    /// As much as 32 MiB to write.
    @Override
    public boolean finishWaits() {
        return true;
    }

    @Override
    public Optional<Sense> finish() {
        return StoreWork.attempt(() -> {
            if (isZero()) {
                store.discard(extent.position(), extent.length());
            } else {
                fill();
            }
        });
    }

    /// The UNMAP bit makes no difference: data that are not zeros are not what unmapped blocks read as (SBC-3 5.43).
    private boolean isZero() {
        return block.duplicate().clear().mismatch(ByteBuffer.allocate(BlockStore.BLOCK)) < 0;
    }

    private void fill() throws IOException {
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, extent.length()));
        while (piece.hasRemaining()) {
            piece.put(block.duplicate().clear());
        }
        for (long at = 0; at < extent.length(); at += PIECE) {
            ByteBuffer part = piece.duplicate().clear().limit((int) Math.min(piece.capacity(), extent.length() - at));
            store.write(extent.position() + at, part);
        }
    }
}
