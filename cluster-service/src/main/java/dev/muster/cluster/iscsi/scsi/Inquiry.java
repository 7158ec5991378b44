package dev.muster.cluster.iscsi.scsi;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.scsi.CommandResponse.CheckCondition;
import dev.muster.cluster.iscsi.scsi.CommandResponse.Good;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// INQUIRY and its vital product data pages, SPC-4 6.6 and 7.8, SBC-3 6.5.
final class Inquiry {
    static final int DISK = 0x00;
    static final int CONTROLLER = 0x0c;
    /// No unit there, and none possible: qualifier 011, type 1fh.
    static final int NO_UNIT = 0x7f;

    private static final Bytes VENDOR = Bytes.utf8("MUSTER  ");
    private static final Bytes REVISION = Bytes.utf8("1.0 ");
    /// SAM-5, iSCSI, SPC-4, SBC-3, then zeros up to octet 73.
    private static final Bytes VERSION_DESCRIPTORS = Bytes.hex("00a0 0960 0460 04c0 0000 0000 0000 0000");

    private final Bytes standard;
    private final SequencedMap<Integer, Bytes> pages = new LinkedHashMap<>();

    private Inquiry(int type, String product) {
        this.standard = standard(type, product);
    }

    /// @param writable takes writes, and gives unmapped blocks back
    static Inquiry disk(Identity identity, int lun, boolean writable) {
        Inquiry inquiry = new Inquiry(DISK, "BOOT IMAGE      ");
        inquiry.identify(DISK, identity, lun);
        inquiry.page(DISK, 0xb0, blockLimits(writable));
        // A rotation rate of 1: a medium that does not rotate.
        inquiry.page(DISK, 0xb1, Bytes.hex("0001").plus(Bytes.of(new byte[58])));
        // Thin, and unmapped by UNMAP and WRITE SAME, after which it reads as zeros; or fully provisioned.
        inquiry.page(DISK, 0xb2, Bytes.hex(writable ? "00e40200" : "00000000"));
        inquiry.index(DISK);
        return inquiry;
    }

    static Inquiry controller(Identity identity) {
        Inquiry inquiry = new Inquiry(CONTROLLER, "CONTROLLER      ");
        inquiry.identify(CONTROLLER, identity, 0);
        inquiry.index(CONTROLLER);
        return inquiry;
    }

    static Inquiry noUnit() {
        return new Inquiry(NO_UNIT, "                ");
    }

    CommandResponse execute(Cdb cdb) {
        boolean vital = cdb.flag(1, 0x01);
        int code = cdb.at(2);
        Bytes data = vital ? pages.get(code) : standard;
        if (data == null || (!vital && code != 0)) {
            return new CheckCondition(Sense.INVALID_FIELD);
        }
        return new Good(data.first(cdb.half(3)));
    }

    /// 96 octets: SPC-4, response format 2 with hierarchical addressing, command queueing.
    private static Bytes standard(int type, String product) {
        return Bytes.of((byte) type)
                .plus(Bytes.hex("00 06 12 5b 00 00 02"))
                .plus(VENDOR)
                .plus(Bytes.utf8(product))
                .plus(REVISION)
                .plus(Bytes.of(new byte[22]))
                .plus(VERSION_DESCRIPTORS)
                .plus(Bytes.of(new byte[22]));
    }

    private void identify(int type, Identity identity, int lun) {
        page(type, 0x80, Bytes.utf8(identity.serial()));
        Bytes naa = designator(0x01, 0x03, identity.naa(lun));
        Bytes vendor = designator(0x02, 0x01, VENDOR.plus(Bytes.utf8(identity.serial() + lun)));
        // Relative port 1 of the target (association 01).
        Bytes port = Bytes.hex("51 94 00 04 00000001");
        page(type, 0x83, naa.plus(vendor).plus(port));
    }

    private static Bytes designator(int codeSet, int kind, Bytes value) {
        return Bytes.of((byte) codeSet, (byte) kind, (byte) 0, (byte) value.size())
                .plus(value);
    }

    /// Granularity 4 KiB, at most 65535 blocks in a command, best 1024 (512 KiB). WRITE SAME of no blocks means none.
    private static Bytes blockLimits(boolean writable) {
        Bytes transfer = Bytes.hex("0008 0000ffff 00000400 00000000");
        return writable
                ? Bytes.hex("01 ff").plus(transfer).plus(unmapLimits()).plus(Bytes.of(new byte[20]))
                : Bytes.hex("00 00").plus(transfer).plus(Bytes.of(new byte[44]));
    }

    /// Any number of blocks in 256 descriptors, best in 4 KiB, aligned at 0; WRITE SAME of 65535 blocks.
    private static Bytes unmapLimits() {
        return Bytes.hex("ffffffff 00000100 00000008 80000000 000000000000ffff");
    }

    private void index(int type) {
        byte[] codes = new byte[pages.size() + 1];
        int at = 1;
        for (int code : pages.keySet()) {
            codes[at++] = (byte) code;
        }
        page(type, 0x00, Bytes.of(codes));
    }

    private void page(int type, int code, Bytes body) {
        pages.put(
                code,
                Bytes.of((byte) type, (byte) code, (byte) (body.size() >> 8), (byte) body.size())
                        .plus(body));
    }
}
