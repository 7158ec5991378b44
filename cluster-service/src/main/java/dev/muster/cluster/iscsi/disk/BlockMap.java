package dev.muster.cluster.iscsi.disk;

import dev.muster.cluster.iscsi.scsi.BlockStore;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Where each block of a disk lies: two bits per block, in pages that exist once something in them was written.
final class BlockMap {
    /// Where a block lies, with its bits in a map file.
    enum Place {
        IMAGE(0),
        OVERLAY(1),
        /// Nowhere: it reads as zeros.
        NOWHERE(2);

        private final int bits;

        Place(int bits) {
            this.bits = bits;
        }

        /// Bits that mean nothing count as the image.
        private static Place of(int bits) {
            return switch (bits & 3) {
                case 1 -> OVERLAY;
                case 2 -> NOWHERE;
                default -> IMAGE;
            };
        }
    }

    static final int PAGE_BYTES = 4096;

    private static final int BLOCKS_PER_PAGE = PAGE_BYTES * 4;

    private final long blocks;
    private final byte[] @Nullable [] pages;
    private final BitSet changed = new BitSet();
    private long inOverlay;

    BlockMap(long blocks) {
        this.blocks = blocks;
        this.pages = new byte[Math.toIntExact((blocks + BLOCKS_PER_PAGE - 1) / BLOCKS_PER_PAGE)][];
    }

    int pages() {
        return pages.length;
    }

    Place place(long block) {
        byte[] page = pages[(int) (block / BLOCKS_PER_PAGE)];
        return page == null ? Place.IMAGE : Place.of(page[octet(block)] >> shift(block));
    }

    /// The first block from here on, up to the limit, that lies elsewhere.
    long endOfRun(long block, long limit) {
        Place place = place(block);
        long at = block + 1;
        while (at < limit) {
            boolean blankPage = place == Place.IMAGE && pages[(int) (at / BLOCKS_PER_PAGE)] == null;
            if (!blankPage && place(at) != place) {
                return at;
            }
            at = blankPage ? (at / BLOCKS_PER_PAGE + 1) * BLOCKS_PER_PAGE : at + 1;
        }
        return Math.min(at, limit);
    }

    void set(long from, long to, Place place) {
        for (long block = from; block < to; block++) {
            Place before = place(block);
            if (before != place) {
                inOverlay += (place == Place.OVERLAY ? 1 : 0) - (before == Place.OVERLAY ? 1 : 0);
                put(block, place);
            }
        }
    }

    private void put(long block, Place place) {
        int index = (int) (block / BLOCKS_PER_PAGE);
        byte[] page = pages[index];
        if (page == null) {
            page = new byte[PAGE_BYTES];
            pages[index] = page;
        }
        int octet = octet(block);
        page[octet] = (byte) ((page[octet] & ~(3 << shift(block))) | (place.bits << shift(block)));
        changed.set(index);
    }

    /// Bytes that lie in the overlay.
    long overlayBytes() {
        return inOverlay * BlockStore.BLOCK;
    }

    /// How many of these blocks are not in the overlay yet.
    long missing(long from, long to) {
        long missing = 0;
        for (long block = from; block < to; block++) {
            missing += place(block) == Place.OVERLAY ? 0 : 1;
        }
        return missing;
    }

    /// The pages that changed since this was last asked.
    BitSet takeChanged() {
        BitSet taken = (BitSet) changed.clone();
        changed.clear();
        return taken;
    }

    /// These were not saved after all.
    void giveBack(BitSet notSaved) {
        changed.or(notSaved);
    }

    byte[] copy(int page) {
        byte[] octets = pages[page];
        return octets == null ? new byte[PAGE_BYTES] : octets.clone();
    }

    /// A page as it was saved.
    void load(int index, byte[] page) {
        pages[index] = page.clone();
        long first = (long) index * BLOCKS_PER_PAGE;
        for (long block = first; block < Math.min(blocks, first + BLOCKS_PER_PAGE); block++) {
            inOverlay += place(block) == Place.OVERLAY ? 1 : 0;
        }
    }

    private static int octet(long block) {
        return (int) (block % BLOCKS_PER_PAGE >> 2);
    }

    private static int shift(long block) {
        return (int) (block & 3) * 2;
    }
}
