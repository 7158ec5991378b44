package dev.muster.cluster.iscsi.scsi;

/// A run of blocks that a command names; the first is unsigned.
record Extent(long first, long count) {
    /// Most blocks that one command may read or compare, as the Block Limits page tells.
    static final long MAX_BLOCKS = 65_535;

    /// 21 bits of address; no blocks means 256.
    static Extent six(Cdb cdb) {
        int first = (cdb.at(1) & 0x1f) << 16 | cdb.half(2);
        return new Extent(first, cdb.at(4) == 0 ? 256 : cdb.at(4));
    }

    static Extent ten(Cdb cdb) {
        return new Extent(cdb.word(2), cdb.half(7));
    }

    static Extent twelve(Cdb cdb) {
        return new Extent(cdb.word(2), cdb.word(6));
    }

    static Extent sixteen(Cdb cdb) {
        return new Extent(cdb.doubleWord(2), cdb.word(10));
    }

    boolean isWithin(long blocks) {
        return Long.compareUnsigned(first, blocks) <= 0 && count <= blocks - first;
    }

    long position() {
        return first * BlockStore.BLOCK;
    }

    long length() {
        return count * BlockStore.BLOCK;
    }
}
