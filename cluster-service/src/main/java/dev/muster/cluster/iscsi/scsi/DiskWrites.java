package dev.muster.cluster.iscsi.scsi;

import dev.muster.cluster.iscsi.scsi.CommandResponse.CheckCondition;
import dev.muster.cluster.iscsi.scsi.CommandResponse.Receive;
import dev.muster.cluster.iscsi.scsi.WritableStore.LbaStatus;
import java.io.IOException;
import java.util.Optional;

/// The commands that change a disk, SBC-3 section 5.
final class DiskWrites {
    private static final int PROTECT = 0xe0;
    private static final int FUA = 0x08;
    private static final int ANCHOR = 0x10;
    private static final int PBDATA_LBDATA = 0x06;
    private static final int NO_DATA_OUT = 0x01;
    private static final int MOST_DESCRIPTORS = 256;

    private final WritableStore store;
    private final long blocks;

    DiskWrites(WritableStore store) {
        this.store = store;
        this.blocks = store.size() / BlockStore.BLOCK;
    }

    CommandResponse write(Cdb cdb, Extent extent) {
        return cdb.flag(1, PROTECT) ? new CheckCondition(Sense.INVALID_FIELD) : write(extent, cdb.flag(1, FUA));
    }

    CommandResponse write(Extent extent, boolean forceUnitAccess) {
        return receive(extent, new WriteBlocks(store, extent, WriteBlocks.Change.REPLACE, forceUnitAccess));
    }

    /// What was written is what the page cache holds; verified is it once it is on the disk.
    CommandResponse writeAndVerify(Cdb cdb, Extent extent) {
        boolean unknownCheck = (cdb.at(1) >> 1 & 3) == 2;
        return cdb.flag(1, PROTECT) || unknownCheck ? new CheckCondition(Sense.INVALID_FIELD) : write(extent, true);
    }

    CommandResponse orWrite(Cdb cdb, Extent extent) {
        return cdb.flag(1, PROTECT)
                ? new CheckCondition(Sense.INVALID_FIELD)
                : receive(extent, new WriteBlocks(store, extent, WriteBlocks.Change.OR, cdb.flag(1, FUA)));
    }

    private CommandResponse receive(Extent extent, CommandResponse.DataSink sink) {
        return refused(extent)
                .orElseGet(() -> extent.count() == 0 ? CommandResponse.DONE : new Receive(extent.length(), sink));
    }

    private Optional<CommandResponse> refused(Extent extent) {
        if (!extent.isWithin(blocks)) {
            return Optional.of(new CheckCondition(Sense.LBA_OUT_OF_RANGE));
        }
        return extent.count() > Extent.MAX_BLOCKS
                ? Optional.of(new CheckCondition(Sense.INVALID_FIELD))
                : Optional.empty();
    }

    /// One block for all of them; none at all would mean up to the end, which Block Limits forbids (WSNZ).
    CommandResponse writeSame(Cdb cdb, Extent extent) {
        boolean nothing = extent.isWithin(blocks) && extent.count() == 0;
        if (nothing || cdb.flag(1, PROTECT | ANCHOR | PBDATA_LBDATA | NO_DATA_OUT)) {
            return new CheckCondition(Sense.INVALID_FIELD);
        }
        return refused(extent).orElseGet(() -> new Receive(BlockStore.BLOCK, new WriteSame(store, extent)));
    }

    /// WRITE SAME 16 may do without data: zeros are meant (NDOB).
    CommandResponse writeSame16(Cdb cdb) {
        Extent extent = Extent.sixteen(cdb);
        if (!cdb.flag(1, NO_DATA_OUT) || cdb.flag(1, PROTECT | ANCHOR) || extent.count() == 0) {
            return writeSame(cdb, extent);
        }
        return refused(extent)
                .orElseGet(() -> new CommandResponse.Run(
                        () -> StoreWork.attempt(() -> store.discard(extent.position(), extent.length()))));
    }

    CommandResponse unmap(Cdb cdb) {
        int length = cdb.half(7);
        if (cdb.flag(1, 0x01)) {
            return new CheckCondition(Sense.INVALID_FIELD);
        }
        if (length == 0) {
            return CommandResponse.DONE;
        }
        boolean fits = length >= Unmap.HEADER && length <= Unmap.HEADER + MOST_DESCRIPTORS * Unmap.DESCRIPTOR;
        return fits ? new Receive(length, new Unmap(store, length)) : new CheckCondition(Sense.PARAMETER_LIST_LENGTH);
    }

    /// The block count is one octet: first what must be there, then what is to be there.
    CommandResponse compareAndWrite(Cdb cdb) {
        Extent extent = new Extent(cdb.doubleWord(2), cdb.at(13));
        if (cdb.flag(1, PROTECT)) {
            return new CheckCondition(Sense.INVALID_FIELD);
        }
        return refused(extent)
                .orElseGet(
                        () -> new Receive(2 * extent.length(), new CompareAndWrite(store, extent, cdb.flag(1, FUA))));
    }

    CommandResponse synchronize() {
        return store.keeps() ? new CommandResponse.Run(() -> StoreWork.attempt(store::flush)) : CommandResponse.DONE;
    }

    LbaStatus lbaStatus(long block) {
        return store.lbaStatus(block * BlockStore.BLOCK);
    }

    /// What a store does, with its failures as sense.
    @FunctionalInterface
    interface StoreWork {
        void run() throws IOException;

        static Optional<Sense> attempt(StoreWork work) {
            try {
                work.run();
                return Optional.empty();
            } catch (WritableStore.StoreFull full) {
                return Optional.of(Sense.SPACE_ALLOCATION_FAILED);
            } catch (IOException failed) {
                return Optional.of(Sense.WRITE_ERROR);
            }
        }
    }
}
