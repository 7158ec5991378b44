package dev.muster.cluster.iscsi.scsi;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.scsi.CommandResponse.CheckCondition;
import dev.muster.cluster.iscsi.scsi.CommandResponse.Good;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;

/// MODE SENSE 6 and 10 of a disk, SPC-4 6.11 and 7.5, SBC-3 6.4.
final class ModeSense {
    private static final int ALL_PAGES = 0x3f;
    private static final int ALL_SUBPAGES = 0xff;
    private static final int CHANGEABLE = 1;
    private static final int SAVED = 3;
    private static final int NO_BLOCK_DESCRIPTORS = 0x08;
    private static final int LONG_LBA = 0x10;
    private static final byte WRITE_PROTECTED = (byte) 0x80;
    /// DPO and FUA are understood.
    private static final byte DPOFUA = 0x10;

    private static final Bytes NO_WRITE_CACHE = Bytes.hex("08 12 00 00 0000 0000 0000 0000 00 00 0000 00000000");
    /// What is written is on the disk after a flush only.
    private static final Bytes WRITE_CACHE = Bytes.hex("08 12 04 00 0000 0000 0000 0000 00 00 0000 00000000");

    /// Control (unrestricted reordering), informational exceptions.
    private static final List<Bytes> OTHER_PAGES =
            List.of(Bytes.hex("0a 0a 02 10 00 00 0000 ffff 0000"), Bytes.hex("1c 0a 00 00 00000000 00000000"));

    private final long blocks;
    private final byte deviceSpecific;
    private final Bytes caching;

    ModeSense(long blocks, boolean writable) {
        this.blocks = blocks;
        this.deviceSpecific = writable ? DPOFUA : (byte) (DPOFUA | WRITE_PROTECTED);
        this.caching = writable ? WRITE_CACHE : NO_WRITE_CACHE;
    }

    CommandResponse six(Cdb cdb) {
        return response(cdb, false);
    }

    CommandResponse ten(Cdb cdb) {
        return response(cdb, true);
    }

    private CommandResponse response(Cdb cdb, boolean ten) {
        int control = cdb.at(2) >> 6;
        int code = cdb.at(2) & 0x3f;
        int subpage = cdb.at(3);
        if (control == SAVED) {
            return new CheckCondition(Sense.SAVING_NOT_SUPPORTED);
        }
        List<Bytes> wanted = Stream.concat(Stream.of(caching), OTHER_PAGES.stream())
                .filter(page -> code == ALL_PAGES || page.at(0) == code)
                .map(page -> control == CHANGEABLE ? unchangeable(page) : page)
                .toList();
        if (wanted.isEmpty() || (subpage != 0 && subpage != ALL_SUBPAGES)) {
            return new CheckCondition(Sense.INVALID_FIELD);
        }
        Bytes body = wanted.stream().reduce(Bytes.EMPTY, Bytes::plus);
        Bytes descriptor = descriptor(cdb, ten);
        Bytes data =
                header(ten, descriptor.size(), body.size()).plus(descriptor).plus(body);
        return new Good(data.first(ten ? cdb.half(7) : cdb.at(4)));
    }

    private static Bytes unchangeable(Bytes page) {
        return page.first(2).plus(Bytes.of(new byte[page.size() - 2]));
    }

    /// The length field does not count itself.
    private Bytes header(boolean ten, int descriptor, int pages) {
        if (ten) {
            return Bytes.of(ByteBuffer.allocate(8)
                    .putShort(0, (short) (6 + descriptor + pages))
                    .put(3, deviceSpecific)
                    .put(4, (byte) (descriptor == 16 ? 1 : 0))
                    .putShort(6, (short) descriptor)
                    .array());
        }
        return Bytes.of((byte) (3 + descriptor + pages), (byte) 0, deviceSpecific, (byte) descriptor);
    }

    private Bytes descriptor(Cdb cdb, boolean ten) {
        if (cdb.flag(1, NO_BLOCK_DESCRIPTORS)) {
            return Bytes.EMPTY;
        }
        if (ten && cdb.flag(1, LONG_LBA)) {
            return Bytes.of(ByteBuffer.allocate(16)
                    .putLong(blocks)
                    .putInt(12, BlockStore.BLOCK)
                    .array());
        }
        return Bytes.of(ByteBuffer.allocate(8)
                .putInt((int) Math.min(blocks, 0xffff_ffffL))
                .putInt(BlockStore.BLOCK)
                .array());
    }
}
