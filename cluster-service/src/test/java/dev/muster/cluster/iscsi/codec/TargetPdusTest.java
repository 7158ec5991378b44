package dev.muster.cluster.iscsi.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.iscsi.codec.TargetPdu.AsyncMessage;
import dev.muster.cluster.iscsi.codec.TargetPdu.DataIn;
import dev.muster.cluster.iscsi.codec.TargetPdu.LoginResponse;
import dev.muster.cluster.iscsi.codec.TargetPdu.LogoutResponse;
import dev.muster.cluster.iscsi.codec.TargetPdu.NopIn;
import dev.muster.cluster.iscsi.codec.TargetPdu.Numbers;
import dev.muster.cluster.iscsi.codec.TargetPdu.ReadyToTransfer;
import dev.muster.cluster.iscsi.codec.TargetPdu.Reject;
import dev.muster.cluster.iscsi.codec.TargetPdu.Residual;
import dev.muster.cluster.iscsi.codec.TargetPdu.ScsiResponse;
import dev.muster.cluster.iscsi.codec.TargetPdu.TaskManagementResponse;
import dev.muster.cluster.iscsi.codec.TargetPdu.TextResponse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TargetPdusTest {
    private static final Numbers NUMBERS = new Numbers(0x11, 0x22, 0x33);
    private static final Bytes DATA = Bytes.utf8("seven!!");

    static List<TargetPdu> all() {
        return List.of(
                new NopIn(1L << 48, 5, -1, NUMBERS, DATA),
                new ScsiResponse(7, 0, 0, Residual.between(512, 8), NUMBERS, 3, Bytes.EMPTY),
                new ScsiResponse(7, 0, 2, Residual.NONE, NUMBERS, 0, Bytes.hex("70000500")),
                new TaskManagementResponse(7, 255, NUMBERS),
                new LoginResponse(
                        true,
                        false,
                        LoginStage.OPERATIONAL,
                        LoginStage.FULL_FEATURE,
                        0x00023d000000L,
                        9,
                        1,
                        NUMBERS,
                        0,
                        DATA),
                new LoginResponse(
                        false, false, LoginStage.SECURITY, LoginStage.SECURITY, 1, 0, 1, NUMBERS, 0x0203, Bytes.EMPTY),
                new TextResponse(false, true, 0, 1, 2, NUMBERS, DATA),
                new DataIn(true, true, 0, Residual.between(8, 512), 1L << 48, 7, NUMBERS, 2, 1024, DATA),
                new DataIn(false, false, 0, Residual.NONE, 1L << 48, 7, NUMBERS, 0, 0, DATA),
                new ReadyToTransfer(1L << 48, 7, 8, NUMBERS, 1, 4096, 0xffff_ffffL),
                new LogoutResponse(7, 1, NUMBERS, 2, 20),
                new Reject(5, NUMBERS, DATA),
                new AsyncMessage(0, NUMBERS, 1, 2, 3, 4, 5));
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyPduComesBackAsItWent(TargetPdu pdu) throws MalformedPdu {
        ByteBuf wire = Unpooled.buffer();
        TargetPdus.encode(pdu, wire);
        int length = wire.getUnsignedMedium(5);
        assertThat(wire.readableBytes()).isEqualTo(48 + (length + 3) / 4 * 4);
        assertThat(TargetPdus.decode(wire, Bytes.read(wire.slice(48, length), length)))
                .isEqualTo(pdu);
    }

    @Test
    void theLastDataInCarriesStatusAndResidual() {
        DataIn last =
                new DataIn(true, true, 0, Residual.between(4096, 512), 1L << 48, 7, NUMBERS, 1, 512, Bytes.hex("0102"));
        assertThat(hex(last))
                .isEqualTo("25830000000000020001000000000000" + "00000007ffffffff0000001100000022"
                        + "00000033000000010000020000000e00" + "01020000");
    }

    @Test
    void senseDataFollowTheirLength() {
        ScsiResponse failed = new ScsiResponse(7, 0, 2, Residual.NONE, NUMBERS, 0, Bytes.hex("7000052100"));
        assertThat(hex(failed))
                .isEqualTo("21800002000000070000000000000000" + "00000007000000000000001100000022"
                        + "00000033000000000000000000000000" + "0005700005210000");
    }

    private static String hex(TargetPdu pdu) {
        ByteBuf wire = Unpooled.buffer();
        TargetPdus.encode(pdu, wire);
        return ByteBufUtil.hexDump(wire);
    }
}
