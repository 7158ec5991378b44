package dev.muster.cluster.iscsi.codec;

import dev.muster.cluster.iscsi.codec.InitiatorPdu.Damaged;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.DataOut;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.LoginRequest;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.LogoutRequest;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.NopOut;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.ScsiCommand;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.SnackRequest;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.TaskManagementRequest;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.TextRequest;
import io.netty.buffer.ByteBuf;

/// Initiator PDUs to bytes and back.
public final class InitiatorPdus {
    private static final int NOP_OUT = 0x00;
    private static final int SCSI_COMMAND = 0x01;
    private static final int TASK_MANAGEMENT = 0x02;
    private static final int LOGIN = 0x03;
    private static final int TEXT = 0x04;
    private static final int DATA_OUT = 0x05;
    private static final int LOGOUT = 0x06;
    private static final int SNACK = 0x10;

    private static final int MORE = 0x40;
    private static final int READ = 0x40;
    private static final int WRITE = 0x20;

    /// What a target decodes its stream by.
    public static final PduFrameDecoder.Body<InitiatorPdu> BODY = new PduFrameDecoder.Body<>() {
        @Override
        public InitiatorPdu decode(ByteBuf header, Bytes data) throws MalformedPdu {
            return InitiatorPdus.decode(header, data);
        }

        @Override
        public InitiatorPdu damaged(ByteBuf header) {
            Bhs bhs = Bhs.at(header, header.readerIndex());
            return new Damaged(bhs.opcode() == DATA_OUT, bhs.taskTag(), bhs.bytes(0, Bhs.LENGTH));
        }
    };

    private InitiatorPdus() {}

    /// @param header 48 octets from the reader index on
    public static InitiatorPdu decode(ByteBuf header, Bytes data) throws MalformedPdu {
        Bhs bhs = Bhs.at(header, header.readerIndex());
        return switch (bhs.opcode()) {
            case NOP_OUT ->
                new NopOut(bhs.immediate(), bhs.lun(), bhs.taskTag(), bhs.word(20), bhs.word(24), bhs.word(28), data);
            case SCSI_COMMAND -> scsiCommand(bhs, data);
            case TASK_MANAGEMENT -> taskManagement(bhs);
            case LOGIN -> login(bhs, data);
            case TEXT -> text(bhs, data);
            case DATA_OUT -> dataOut(bhs, data);
            case LOGOUT -> logout(bhs);
            case SNACK -> new SnackRequest(bhs.taskTag(), bhs.bytes(0, Bhs.LENGTH));
            default -> throw new MalformedPdu(MalformedPdu.Reason.UNKNOWN_OPCODE, "opcode " + bhs.opcode());
        };
    }

    private static ScsiCommand scsiCommand(Bhs bhs, Bytes data) {
        return new ScsiCommand(
                bhs.immediate(),
                bhs.flag(Bhs.FINAL),
                bhs.flag(READ),
                bhs.flag(WRITE),
                bhs.flags() & 0x07,
                bhs.lun(),
                bhs.taskTag(),
                bhs.unsignedWord(20),
                bhs.word(24),
                bhs.word(28),
                bhs.bytes(32, 16),
                data);
    }

    private static TaskManagementRequest taskManagement(Bhs bhs) throws MalformedPdu {
        requireFinal(bhs);
        return new TaskManagementRequest(
                bhs.immediate(),
                bhs.flags() & 0x7f,
                bhs.lun(),
                bhs.taskTag(),
                bhs.word(20),
                bhs.word(24),
                bhs.word(28),
                bhs.word(32),
                bhs.word(36));
    }

    private static LoginRequest login(Bhs bhs, Bytes text) throws MalformedPdu {
        boolean transit = bhs.flag(Bhs.FINAL);
        LoginStage stage = LoginStage.of(bhs.flags() >> 2 & 3);
        return new LoginRequest(
                transit,
                bhs.flag(MORE),
                stage,
                transit ? LoginStage.of(bhs.flags() & 3) : stage,
                bhs.octet(2),
                bhs.octet(3),
                bhs.isid(),
                bhs.half(14),
                bhs.taskTag(),
                bhs.half(20),
                bhs.word(24),
                bhs.word(28),
                text);
    }

    private static TextRequest text(Bhs bhs, Bytes text) {
        return new TextRequest(
                bhs.immediate(),
                bhs.flag(Bhs.FINAL),
                bhs.flag(MORE),
                bhs.lun(),
                bhs.taskTag(),
                bhs.word(20),
                bhs.word(24),
                bhs.word(28),
                text);
    }

    private static DataOut dataOut(Bhs bhs, Bytes data) {
        return new DataOut(
                bhs.flag(Bhs.FINAL),
                bhs.lun(),
                bhs.taskTag(),
                bhs.word(20),
                bhs.word(28),
                bhs.word(36),
                bhs.unsignedWord(40),
                data);
    }

    private static LogoutRequest logout(Bhs bhs) throws MalformedPdu {
        requireFinal(bhs);
        return new LogoutRequest(
                bhs.immediate(), bhs.flags() & 0x7f, bhs.taskTag(), bhs.half(20), bhs.word(24), bhs.word(28));
    }

    private static void requireFinal(Bhs bhs) throws MalformedPdu {
        if (!bhs.flag(Bhs.FINAL)) {
            throw new MalformedPdu(MalformedPdu.Reason.MISSING_FINAL_BIT, "opcode " + bhs.opcode());
        }
    }

    /// Appends header, data and padding.
    public static void encode(InitiatorPdu pdu, ByteBuf out) {
        switch (pdu) {
            case NopOut nop -> encode(nop, out);
            case ScsiCommand command -> encode(command, out);
            case TaskManagementRequest request -> encode(request, out);
            case LoginRequest login -> encode(login, out);
            case TextRequest text -> encode(text, out);
            case DataOut data -> encode(data, out);
            case LogoutRequest logout ->
                Bhs.append(out, opcode(LOGOUT, logout.immediate()), Bhs.FINAL | logout.reason(), 0)
                        .taskTag(logout.taskTag())
                        .half(20, logout.connectionId())
                        .word(24, logout.cmdSn())
                        .word(28, logout.expStatSn());
            case SnackRequest snack -> snack.header().writeTo(out);
            case Damaged damaged -> damaged.header().writeTo(out);
        }
    }

    private static void encode(NopOut nop, ByteBuf out) {
        Bhs.append(out, opcode(NOP_OUT, nop.immediate()), Bhs.FINAL, nop.data().size())
                .lun(nop.lun())
                .taskTag(nop.taskTag())
                .word(20, nop.transferTag())
                .word(24, nop.cmdSn())
                .word(28, nop.expStatSn());
        Bhs.appendData(out, nop.data());
    }

    private static void encode(ScsiCommand command, ByteBuf out) {
        int flags = (command.last() ? Bhs.FINAL : 0)
                | (command.read() ? READ : 0)
                | (command.write() ? WRITE : 0)
                | command.attributes();
        Bhs.append(
                        out,
                        opcode(SCSI_COMMAND, command.immediate()),
                        flags,
                        command.data().size())
                .lun(command.lun())
                .taskTag(command.taskTag())
                .word(20, command.expectedLength())
                .word(24, command.cmdSn())
                .word(28, command.expStatSn())
                .bytes(32, command.cdb());
        Bhs.appendData(out, command.data());
    }

    private static void encode(TaskManagementRequest request, ByteBuf out) {
        Bhs.append(out, opcode(TASK_MANAGEMENT, request.immediate()), Bhs.FINAL | request.function(), 0)
                .lun(request.lun())
                .taskTag(request.taskTag())
                .word(20, request.referencedTag())
                .word(24, request.cmdSn())
                .word(28, request.expStatSn())
                .word(32, request.refCmdSn())
                .word(36, request.expDataSn());
    }

    private static void encode(LoginRequest login, ByteBuf out) {
        int flags = TargetPdus.loginFlags(login.transit(), login.more(), login.stage(), login.nextStage());
        Bhs.append(out, opcode(LOGIN, true), flags, login.text().size())
                .octet(2, login.versionMax())
                .octet(3, login.versionMin())
                .isid(login.isid(), login.tsih())
                .taskTag(login.taskTag())
                .half(20, login.connectionId())
                .word(24, login.cmdSn())
                .word(28, login.expStatSn());
        Bhs.appendData(out, login.text());
    }

    private static void encode(TextRequest text, ByteBuf out) {
        int flags = (text.last() ? Bhs.FINAL : 0) | (text.more() ? MORE : 0);
        Bhs.append(out, opcode(TEXT, text.immediate()), flags, text.text().size())
                .lun(text.lun())
                .taskTag(text.taskTag())
                .word(20, text.transferTag())
                .word(24, text.cmdSn())
                .word(28, text.expStatSn());
        Bhs.appendData(out, text.text());
    }

    private static void encode(DataOut data, ByteBuf out) {
        Bhs.append(out, DATA_OUT, data.last() ? Bhs.FINAL : 0, data.data().size())
                .lun(data.lun())
                .taskTag(data.taskTag())
                .word(20, data.transferTag())
                .word(28, data.expStatSn())
                .word(36, data.dataSn())
                .word(40, data.bufferOffset());
        Bhs.appendData(out, data.data());
    }

    private static int opcode(int opcode, boolean immediate) {
        return immediate ? opcode | Bhs.IMMEDIATE : opcode;
    }
}
