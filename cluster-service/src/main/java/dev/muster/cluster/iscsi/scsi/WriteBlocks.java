package dev.muster.cluster.iscsi.scsi;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.scsi.DiskWrites.StoreWork;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// WRITE, WRITE AND VERIFY and ORWRITE: data are written as they arrive, block by block; of a block that stays
/// incomplete nothing is written.
final class WriteBlocks implements CommandResponse.DataSink {
    enum Change {
        REPLACE,
        /// ORWRITE: with what is there.
        OR
    }

    private final WritableStore store;
    private final Extent extent;
    private final Change change;
    private final boolean forceUnitAccess;
    private Bytes rest = Bytes.EMPTY;
    private long written;
    private Optional<Sense> failed = Optional.empty();

    WriteBlocks(WritableStore store, Extent extent, Change change, boolean forceUnitAccess) {
        this.store = store;
        this.extent = extent;
        this.change = change;
        this.forceUnitAccess = forceUnitAccess;
    }

    @Override
    public void accept(long offset, Bytes data) {
        if (failed.isPresent()) {
            return;
        }
        Bytes all = rest.size() == 0 ? data : rest.plus(data);
        int whole = all.size() & -BlockStore.BLOCK;
        rest = all.slice(whole, all.size());
        if (whole > 0) {
            Bytes blocks = all.first(whole);
            failed = StoreWork.attempt(() -> write(extent.position() + written, blocks));
            written += whole;
        }
    }

    private void write(long position, Bytes blocks) throws IOException {
        switch (change) {
            case REPLACE -> store.write(position, blocks.view());
            case OR -> {
                ByteBuffer present = ByteBuffer.allocate(blocks.size());
                store.read(position, present);
                for (int i = 0; i < blocks.size(); i++) {
                    present.put(i, (byte) (present.get(i) | blocks.at(i)));
                }
                store.write(position, present.clear());
            }
        }
    }

    @Override
    public boolean takesParts() {
        return true;
    }

    @Override
    public Optional<Sense> finish() {
        return failed.isEmpty() && finishWaits() ? StoreWork.attempt(store::flush) : failed;
    }

    @Override
    public boolean finishWaits() {
        return forceUnitAccess && store.keeps();
    }
}
