package dev.muster.cluster.iscsi.scsi;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.scsi.CommandResponse.CheckCondition;
import dev.muster.cluster.iscsi.scsi.CommandResponse.Good;
import dev.muster.cluster.iscsi.scsi.CommandResponse.ReadImage;
import dev.muster.cluster.iscsi.scsi.CommandResponse.Receive;
import dev.muster.cluster.iscsi.scsi.WritableStore.LbaStatus;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A disk of 512-byte blocks, SBC-3; write-protected unless its store takes writes.
///
/// Removal locks are granted and hold nobody up. So are reservations, unless the operator allows a machine to shut the
/// others out of the image that they all boot from.
final class DiskUnit implements LogicalUnit {
    private static final int PROTECT = 0xe0;
    /// LBPME and LBPRZ of READ CAPACITY 16.
    private static final int UNMAPPED_READS_AS_ZEROS = 0xc0;

    /// ABORT TASK, LOGICAL UNIT RESET, TARGET RESET among others (SPC-4 6.36).
    private static final Bytes TASK_MANAGEMENT = Bytes.hex("da 00 00 00");

    private final Inquiry inquiry;
    private final BlockStore image;
    private final long blocks;
    private final ModeSense modeSense;
    private final Optional<DiskWrites> writes;
    private final Optional<NexusReservations> reservations;
    private final PersistentReserveIn persistentReserveIn;

    /// @param reservations of the I_T nexus, where they are possible
    DiskUnit(Inquiry inquiry, BlockStore image, Optional<NexusReservations> reservations) {
        this.reservations = reservations;
        this.persistentReserveIn = new PersistentReserveIn(reservations);
        this.inquiry = inquiry;
        this.image = image;
        this.blocks = image.size() / BlockStore.BLOCK;
        this.writes = image instanceof WritableStore store ? Optional.of(new DiskWrites(store)) : Optional.empty();
        this.modeSense = new ModeSense(blocks, writes.isPresent());
    }

    @Override
    public CommandResponse execute(Cdb cdb) {
        List<Opcode> same = Opcode.withCode(cdb.at(0));
        if (same.isEmpty() || (reservations.isEmpty() && same.getFirst().reserves())) {
            return new CheckCondition(Sense.INVALID_OPCODE);
        }
        int serviceAction = cdb.at(1) & 0x1f;
        for (Opcode opcode : same) {
            if (!opcode.hasServiceAction() || opcode.serviceAction() == serviceAction) {
                Optional<Sense> refusal = reservations.flatMap(nexus -> nexus.refusal(opcode));
                return refusal.isPresent() ? new CheckCondition(refusal.get()) : execute(opcode, cdb);
            }
        }
        return new CheckCondition(Sense.INVALID_FIELD);
    }

    private CommandResponse execute(Opcode opcode, Cdb cdb) {
        return switch (opcode) {
            case TEST_UNIT_READY, START_STOP_UNIT, PREVENT_ALLOW_MEDIUM_REMOVAL -> CommandResponse.DONE;
            case RESERVE_6, RESERVE_10 -> reserve();
            case RELEASE_6, RELEASE_10 -> {
                reservations.ifPresent(NexusReservations::release);
                yield CommandResponse.DONE;
            }
            case REQUEST_SENSE ->
                LogicalUnit.requestSense(
                        cdb,
                        reservations.map(NexusReservations::takeUnitAttention).orElse(Sense.NONE));
            case INQUIRY -> inquiry.execute(cdb);
            case REPORT_LUNS -> ReportLuns.execute(cdb);
            case MODE_SENSE_6 -> modeSense.six(cdb);
            case MODE_SENSE_10 -> modeSense.ten(cdb);
            case READ_CAPACITY_10 -> capacity10(cdb);
            case READ_CAPACITY_16 -> new Good(capacity16().first(allocation(cdb.word(10))));
            case GET_LBA_STATUS -> lbaStatus(cdb);
            case READ_6 -> read(Extent.six(cdb));
            case READ_10 -> protectedRead(cdb, Extent.ten(cdb));
            case READ_12 -> protectedRead(cdb, Extent.twelve(cdb));
            case READ_16 -> protectedRead(cdb, Extent.sixteen(cdb));
            case VERIFY_10 -> verify(cdb, Extent.ten(cdb));
            case VERIFY_12 -> verify(cdb, Extent.twelve(cdb));
            case VERIFY_16 -> verify(cdb, Extent.sixteen(cdb));
            case PRE_FETCH_10 -> touch(Extent.ten(cdb));
            case PRE_FETCH_16 -> touch(Extent.sixteen(cdb));
            case SYNCHRONIZE_CACHE_10 -> synchronize(Extent.ten(cdb));
            case SYNCHRONIZE_CACHE_16 -> synchronize(Extent.sixteen(cdb));
            case READ_DEFECT_DATA_10 -> defects10(cdb);
            case READ_DEFECT_DATA_12 -> defects12(cdb);
            case READ_KEYS -> persistentReserveIn.keys(cdb);
            case READ_RESERVATION -> persistentReserveIn.reservation(cdb);
            case READ_FULL_STATUS -> persistentReserveIn.fullStatus(cdb);
            case REPORT_CAPABILITIES -> persistentReserveIn.capabilities(cdb);
            case REGISTER, RESERVE, RELEASE, CLEAR, PREEMPT, REGISTER_AND_IGNORE ->
                reservations
                        .map(nexus -> PersistentReserveOut.execute(nexus, opcode, cdb))
                        .orElseGet(() -> new CheckCondition(Sense.INVALID_OPCODE));
            case REPORT_SUPPORTED_OPCODES -> ReportSupportedOpcodes.execute(cdb, reservations.isPresent());
            case REPORT_SUPPORTED_TASK_MANAGEMENT -> new Good(TASK_MANAGEMENT.first(allocation(cdb.word(6))));
            case WRITE_6 -> write(disk -> disk.write(Extent.six(cdb), false));
            case WRITE_10 -> write(disk -> disk.write(cdb, Extent.ten(cdb)));
            case WRITE_12 -> write(disk -> disk.write(cdb, Extent.twelve(cdb)));
            case WRITE_16 -> write(disk -> disk.write(cdb, Extent.sixteen(cdb)));
            case WRITE_AND_VERIFY_10 -> write(disk -> disk.writeAndVerify(cdb, Extent.ten(cdb)));
            case WRITE_AND_VERIFY_12 -> write(disk -> disk.writeAndVerify(cdb, Extent.twelve(cdb)));
            case WRITE_AND_VERIFY_16 -> write(disk -> disk.writeAndVerify(cdb, Extent.sixteen(cdb)));
            case WRITE_SAME_10 -> write(disk -> disk.writeSame(cdb, Extent.ten(cdb)));
            case WRITE_SAME_16 -> write(disk -> disk.writeSame16(cdb));
            case UNMAP -> write(disk -> disk.unmap(cdb));
            case COMPARE_AND_WRITE -> write(disk -> disk.compareAndWrite(cdb));
            case ORWRITE_16 -> write(disk -> disk.orWrite(cdb, Extent.sixteen(cdb)));
        };
    }

    private CommandResponse reserve() {
        return reservations
                .flatMap(NexusReservations::reserve)
                .<CommandResponse>map(CheckCondition::new)
                .orElse(CommandResponse.DONE);
    }

    private CommandResponse write(Function<DiskWrites, CommandResponse> change) {
        return writes.map(change).orElseGet(() -> new CheckCondition(Sense.WRITE_PROTECTED));
    }

    private CommandResponse synchronize(Extent extent) {
        CommandResponse response = touch(extent);
        return response == CommandResponse.DONE && writes.isPresent()
                ? writes.get().synchronize()
                : response;
    }

    private static int allocation(long length) {
        return (int) Math.min(Integer.MAX_VALUE, length);
    }

    /// 0xffffffff for the last block sends the initiator to READ CAPACITY 16.
    private CommandResponse capacity10(Cdb cdb) {
        boolean partial = cdb.flag(8, 0x01);
        if (!partial && cdb.word(2) != 0) {
            return new CheckCondition(Sense.INVALID_FIELD);
        }
        return new Good(Bytes.of(ByteBuffer.allocate(8)
                .putInt((int) Math.min(blocks - 1, 0xffff_ffffL))
                .putInt(BlockStore.BLOCK)
                .array()));
    }

    /// Eight logical blocks in a physical one: images are laid out in 4 KiB.
    private Bytes capacity16() {
        return Bytes.of(ByteBuffer.allocate(32)
                .putLong(blocks - 1)
                .putInt(BlockStore.BLOCK)
                .put(13, (byte) 0x03)
                .put(14, (byte) (writes.isPresent() ? UNMAPPED_READS_AS_ZEROS : 0))
                .array());
    }

    /// One descriptor; the initiator asks again for what comes after it.
    private CommandResponse lbaStatus(Cdb cdb) {
        long first = cdb.doubleWord(2);
        if (Long.compareUnsigned(first, blocks) >= 0) {
            return new CheckCondition(Sense.LBA_OUT_OF_RANGE);
        }
        LbaStatus status = writes.map(disk -> disk.lbaStatus(first))
                .orElse(new LbaStatus((blocks - first) * BlockStore.BLOCK, false));
        return new Good(Bytes.of(ByteBuffer.allocate(24)
                        .putInt(20)
                        .putInt(0)
                        .putLong(first)
                        .putInt((int) Math.min(status.length() / BlockStore.BLOCK, 0xffff_ffffL))
                        .put((byte) (status.deallocated() ? 1 : 0))
                        .array())
                .first(allocation(cdb.word(10))));
    }

    private CommandResponse protectedRead(Cdb cdb, Extent extent) {
        return cdb.flag(1, PROTECT) ? new CheckCondition(Sense.INVALID_FIELD) : read(extent);
    }

    private CommandResponse read(Extent extent) {
        if (!extent.isWithin(blocks)) {
            return new CheckCondition(Sense.LBA_OUT_OF_RANGE);
        }
        if (extent.count() > Extent.MAX_BLOCKS) {
            return new CheckCondition(Sense.INVALID_FIELD);
        }
        return new ReadImage(extent.position(), extent.length());
    }

    private CommandResponse verify(Cdb cdb, Extent extent) {
        int check = cdb.at(1) >> 1 & 3;
        if (cdb.flag(1, PROTECT) || check == 2 || extent.count() > Extent.MAX_BLOCKS) {
            return new CheckCondition(Sense.INVALID_FIELD);
        }
        if (!extent.isWithin(blocks)) {
            return new CheckCondition(Sense.LBA_OUT_OF_RANGE);
        }
        if (check == 0 || extent.count() == 0) {
            return CommandResponse.DONE;
        }
        // 1 compares block by block; 3 compares one block with each of them (SBC-3 5.33).
        return check == 1
                ? new Receive(extent.length(), Verify.blockByBlock(image, extent))
                : new Receive(BlockStore.BLOCK, Verify.oneWithAll(image, extent));
    }

    private CommandResponse touch(Extent extent) {
        return extent.isWithin(blocks) ? CommandResponse.DONE : new CheckCondition(Sense.LBA_OUT_OF_RANGE);
    }

    /// An empty list in the format asked for.
    private static CommandResponse defects10(Cdb cdb) {
        return new Good(Bytes.of((byte) 0, (byte) (cdb.at(2) & 0x1f), (byte) 0, (byte) 0)
                .first(cdb.half(7)));
    }

    private static CommandResponse defects12(Cdb cdb) {
        Bytes header = Bytes.of((byte) 0, (byte) (cdb.at(1) & 0x1f)).plus(Bytes.hex("0000 00000000"));
        return new Good(header.first(allocation(cdb.word(6))));
    }
}
