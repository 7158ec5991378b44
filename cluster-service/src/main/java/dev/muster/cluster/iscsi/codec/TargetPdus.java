package dev.muster.cluster.iscsi.codec;

import dev.muster.cluster.iscsi.codec.TargetPdu.AsyncMessage;
import dev.muster.cluster.iscsi.codec.TargetPdu.DataIn;
import dev.muster.cluster.iscsi.codec.TargetPdu.LoginResponse;
import dev.muster.cluster.iscsi.codec.TargetPdu.LogoutResponse;
import dev.muster.cluster.iscsi.codec.TargetPdu.NopIn;
import dev.muster.cluster.iscsi.codec.TargetPdu.ReadyToTransfer;
import dev.muster.cluster.iscsi.codec.TargetPdu.Reject;
import dev.muster.cluster.iscsi.codec.TargetPdu.Residual;
import dev.muster.cluster.iscsi.codec.TargetPdu.ScsiResponse;
import dev.muster.cluster.iscsi.codec.TargetPdu.TaskManagementResponse;
import dev.muster.cluster.iscsi.codec.TargetPdu.TextResponse;
import io.netty.buffer.ByteBuf;

/// Target PDUs to bytes and back.
public final class TargetPdus {
    private static final int NOP_IN = 0x20;
    private static final int SCSI_RESPONSE = 0x21;
    private static final int TASK_MANAGEMENT = 0x22;
    private static final int LOGIN = 0x23;
    private static final int TEXT = 0x24;
    private static final int DATA_IN = 0x25;
    private static final int LOGOUT = 0x26;
    private static final int R2T = 0x31;
    private static final int ASYNC = 0x32;
    private static final int REJECT = 0x3f;

    private static final int MORE = 0x40;
    private static final int OVERFLOW = 0x04;
    private static final int UNDERFLOW = 0x02;
    private static final int STATUS = 0x01;

    private TargetPdus() {}

    /// Appends header, data and padding.
    public static void encode(TargetPdu pdu, ByteBuf out) {
        switch (pdu) {
            case NopIn nop -> encode(nop, out);
            case ScsiResponse response -> encode(response, out);
            case TaskManagementResponse response ->
                Bhs.append(out, TASK_MANAGEMENT, Bhs.FINAL, 0)
                        .octet(2, response.response())
                        .taskTag(response.taskTag())
                        .numbers(response.numbers());
            case LoginResponse login -> encode(login, out);
            case TextResponse text -> encode(text, out);
            case DataIn data -> {
                encodeHeader(data, data.data().size(), out);
                Bhs.appendData(out, data.data());
            }
            case ReadyToTransfer r2t -> encode(r2t, out);
            case LogoutResponse logout ->
                Bhs.append(out, LOGOUT, Bhs.FINAL, 0)
                        .octet(2, logout.response())
                        .taskTag(logout.taskTag())
                        .numbers(logout.numbers())
                        .half(40, logout.timeToWait())
                        .half(42, logout.timeToRetain());
            case Reject reject -> {
                Bhs.append(out, REJECT, Bhs.FINAL, reject.header().size())
                        .octet(2, reject.reason())
                        .taskTag(InitiatorPdu.RESERVED_TAG)
                        .numbers(reject.numbers());
                Bhs.appendData(out, reject.header());
            }
            case AsyncMessage async -> encode(async, out);
        }
    }

    /// Appends the header of a Data-In whose data (a multiple of 4 octets) the caller sends after it.
    public static void encodeHeader(DataIn data, int dataLength, ByteBuf out) {
        int flags = (data.last() ? Bhs.FINAL : 0) | (data.withStatus() ? STATUS | residualFlags(data.residual()) : 0);
        Bhs.append(out, DATA_IN, flags, dataLength)
                .octet(3, data.status())
                .lun(data.lun())
                .taskTag(data.taskTag())
                .word(20, InitiatorPdu.RESERVED_TAG)
                .numbers(data.numbers())
                .word(36, data.dataSn())
                .word(40, data.bufferOffset())
                .word(44, data.residual().bytes());
    }

    private static void encode(NopIn nop, ByteBuf out) {
        Bhs.append(out, NOP_IN, Bhs.FINAL, nop.data().size())
                .lun(nop.lun())
                .taskTag(nop.taskTag())
                .word(20, nop.transferTag())
                .numbers(nop.numbers());
        Bhs.appendData(out, nop.data());
    }

    private static void encode(ScsiResponse response, ByteBuf out) {
        int sense = response.sense().size();
        int length = sense == 0 ? 0 : sense + 2;
        Bhs.append(out, SCSI_RESPONSE, Bhs.FINAL | residualFlags(response.residual()), length)
                .octet(2, response.response())
                .octet(3, response.status())
                .taskTag(response.taskTag())
                .numbers(response.numbers())
                .word(36, response.expDataSn())
                .word(44, response.residual().bytes());
        if (sense > 0) {
            out.writeShort(sense);
            response.sense().writeTo(out);
            out.writeZero(Bhs.padding(length));
        }
    }

    private static void encode(LoginResponse login, ByteBuf out) {
        int flags = loginFlags(login.transit(), login.more(), login.stage(), login.nextStage());
        Bhs.append(out, LOGIN, flags, login.text().size())
                .isid(login.isid(), login.tsih())
                .taskTag(login.taskTag())
                .numbers(login.numbers())
                .half(36, login.status());
        Bhs.appendData(out, login.text());
    }

    private static void encode(TextResponse text, ByteBuf out) {
        int flags = (text.last() ? Bhs.FINAL : 0) | (text.more() ? MORE : 0);
        Bhs.append(out, TEXT, flags, text.text().size())
                .lun(text.lun())
                .taskTag(text.taskTag())
                .word(20, text.transferTag())
                .numbers(text.numbers());
        Bhs.appendData(out, text.text());
    }

    private static void encode(ReadyToTransfer r2t, ByteBuf out) {
        Bhs.append(out, R2T, Bhs.FINAL, 0)
                .lun(r2t.lun())
                .taskTag(r2t.taskTag())
                .word(20, r2t.transferTag())
                .numbers(r2t.numbers())
                .word(36, r2t.r2tSn())
                .word(40, r2t.bufferOffset())
                .word(44, r2t.desiredLength());
    }

    private static void encode(AsyncMessage async, ByteBuf out) {
        Bhs.append(out, ASYNC, Bhs.FINAL, 0)
                .lun(async.lun())
                .taskTag(InitiatorPdu.RESERVED_TAG)
                .numbers(async.numbers())
                .octet(36, async.event())
                .octet(37, async.vendorCode())
                .half(38, async.parameter1())
                .half(40, async.parameter2())
                .half(42, async.parameter3());
    }

    static int loginFlags(boolean transit, boolean more, LoginStage stage, LoginStage next) {
        return (transit ? Bhs.FINAL | next.code() : 0) | (more ? MORE : 0) | stage.code() << 2;
    }

    private static int residualFlags(Residual residual) {
        return switch (residual.kind()) {
            case NONE -> 0;
            case OVERFLOW -> OVERFLOW;
            case UNDERFLOW -> UNDERFLOW;
        };
    }

    /// For an initiator: the other direction.
    ///
    /// @param header 48 octets from the reader index on
    public static TargetPdu decode(ByteBuf header, Bytes data) throws MalformedPdu {
        Bhs bhs = Bhs.at(header, header.readerIndex());
        return switch (bhs.opcode()) {
            case NOP_IN -> new NopIn(bhs.lun(), bhs.taskTag(), bhs.word(20), bhs.numbers(), data);
            case SCSI_RESPONSE -> scsiResponse(bhs, data);
            case TASK_MANAGEMENT -> new TaskManagementResponse(bhs.taskTag(), bhs.octet(2), bhs.numbers());
            case LOGIN -> login(bhs, data);
            case TEXT ->
                new TextResponse(
                        bhs.flag(Bhs.FINAL),
                        bhs.flag(MORE),
                        bhs.lun(),
                        bhs.taskTag(),
                        bhs.word(20),
                        bhs.numbers(),
                        data);
            case DATA_IN -> dataIn(bhs, data);
            case LOGOUT -> new LogoutResponse(bhs.taskTag(), bhs.octet(2), bhs.numbers(), bhs.half(40), bhs.half(42));
            case R2T ->
                new ReadyToTransfer(
                        bhs.lun(),
                        bhs.taskTag(),
                        bhs.word(20),
                        bhs.numbers(),
                        bhs.word(36),
                        bhs.unsignedWord(40),
                        bhs.unsignedWord(44));
            case ASYNC ->
                new AsyncMessage(
                        bhs.lun(),
                        bhs.numbers(),
                        bhs.octet(36),
                        bhs.octet(37),
                        bhs.half(38),
                        bhs.half(40),
                        bhs.half(42));
            case REJECT -> new Reject(bhs.octet(2), bhs.numbers(), data);
            default -> throw new MalformedPdu(MalformedPdu.Reason.UNKNOWN_OPCODE, "opcode " + bhs.opcode());
        };
    }

    private static ScsiResponse scsiResponse(Bhs bhs, Bytes data) {
        int senseLength = data.size() < 2 ? 0 : Math.min(data.at(0) << 8 | data.at(1), data.size() - 2);
        return new ScsiResponse(
                bhs.taskTag(),
                bhs.octet(2),
                bhs.octet(3),
                residual(bhs),
                bhs.numbers(),
                bhs.word(36),
                data.size() < 2 ? Bytes.EMPTY : data.slice(2, 2 + senseLength));
    }

    private static LoginResponse login(Bhs bhs, Bytes text) throws MalformedPdu {
        boolean transit = bhs.flag(Bhs.FINAL);
        LoginStage stage = LoginStage.of(bhs.flags() >> 2 & 3);
        return new LoginResponse(
                transit,
                bhs.flag(MORE),
                stage,
                transit ? LoginStage.of(bhs.flags() & 3) : stage,
                bhs.isid(),
                bhs.half(14),
                bhs.taskTag(),
                bhs.numbers(),
                bhs.half(36),
                text);
    }

    private static DataIn dataIn(Bhs bhs, Bytes data) {
        boolean withStatus = bhs.flag(STATUS);
        return new DataIn(
                bhs.flag(Bhs.FINAL),
                withStatus,
                bhs.octet(3),
                withStatus ? residual(bhs) : Residual.NONE,
                bhs.lun(),
                bhs.taskTag(),
                bhs.numbers(),
                bhs.word(36),
                bhs.unsignedWord(40),
                data);
    }

    private static Residual residual(Bhs bhs) {
        if (bhs.flag(OVERFLOW)) {
            return new Residual(Residual.Kind.OVERFLOW, bhs.unsignedWord(44));
        }
        return bhs.flag(UNDERFLOW) ? new Residual(Residual.Kind.UNDERFLOW, bhs.unsignedWord(44)) : Residual.NONE;
    }
}
