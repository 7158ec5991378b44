package dev.muster.cluster.iscsi.scsi;

import dev.muster.cluster.iscsi.codec.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// VERIFY with BYTCHK, SBC-3 5.33: compares what the initiator sends with the image, piece by piece as it arrives.
final class Verify implements CommandResponse.DataSink {
    private final BlockStore image;
    private final Extent extent;
    private final boolean oneWithAll;
    private final ByteBuffer single = ByteBuffer.allocate(BlockStore.BLOCK);
    private Optional<Sense> found = Optional.empty();

    private Verify(BlockStore image, Extent extent, boolean oneWithAll) {
        this.image = image;
        this.extent = extent;
        this.oneWithAll = oneWithAll;
    }

    static Verify blockByBlock(BlockStore image, Extent extent) {
        return new Verify(image, extent, false);
    }

    static Verify oneWithAll(BlockStore image, Extent extent) {
        return new Verify(image, extent, true);
    }

    @Override
    public void accept(long offset, Bytes data) {
        if (oneWithAll) {
            single.put((int) offset, data.toArray());
        } else {
            compare(extent.position() + offset, data.view());
        }
    }

    @Override
    public boolean takesParts() {
        return true;
    }

    @Override
    public Optional<Sense> finish() {
        if (oneWithAll) {
            for (long block = 0; block < extent.count() && found.isEmpty(); block++) {
                compare(
                        extent.position() + block * BlockStore.BLOCK,
                        single.duplicate().clear());
            }
        }
        return found;
    }

    private void compare(long position, ByteBuffer expected) {
        if (found.isPresent()) {
            return;
        }
        ByteBuffer actual = ByteBuffer.allocate(expected.remaining());
        try {
            image.read(position, actual);
            if (!actual.flip().equals(expected)) {
                found = Optional.of(Sense.MISCOMPARE);
            }
        } catch (IOException unreadable) {
            found = Optional.of(Sense.READ_ERROR);
        }
    }
}
