package dev.muster.cluster.iscsi.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.iscsi.codec.InitiatorPdu.DataOut;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.LoginRequest;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.LogoutRequest;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.NopOut;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.ScsiCommand;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.TaskManagementRequest;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.TextRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InitiatorPdusTest {
    /// READ(10) of 8 blocks at 0x1234 of LUN 1, 4096 bytes expected.
    private static final String READ_10 = "01c10000 00000000 0001000000000000 00000007 00001000 00000009 00000003"
            + "28000000 12340000 08000000 00000000";

    /// One login PDU for everything: T, operational to full feature.
    private static final String LOGIN = "43870000 0000000a 00023d000000 0000 00000000 0000 0000 00000001 00000000"
            + "00000000000000000000000000000000" + "546172676574 3d61 3d00" + "0000";

    static java.util.List<InitiatorPdu> all() {
        Bytes data = Bytes.utf8("five!");
        return java.util.List.of(
                new NopOut(true, 1L << 48, 5, -1, 6, 7, data),
                new ScsiCommand(
                        false, true, true, false, 1, 1L << 48, 9, 0xffff_ffffL, -1, 3, cdb("2800"), Bytes.EMPTY),
                new ScsiCommand(true, false, false, true, 0, 0, 9, 512, 4, 3, cdb("2f02"), data),
                new TaskManagementRequest(true, 5, 1L << 48, 1, -1, 2, 3, 4, 5),
                new LoginRequest(
                        true,
                        false,
                        LoginStage.OPERATIONAL,
                        LoginStage.FULL_FEATURE,
                        0,
                        0,
                        0x00023d000000L,
                        7,
                        1,
                        2,
                        3,
                        4,
                        data),
                new LoginRequest(
                        false, true, LoginStage.SECURITY, LoginStage.SECURITY, 0, 0, -1L >>> 16, 0, 1, 2, 3, 4, data),
                new TextRequest(false, true, false, 0, 1, -1, 3, 4, Bytes.utf8("SendTargets=All\0")),
                new LogoutRequest(true, 1, 2, 0xffff, 4, 5),
                new DataOut(true, 1L << 48, 1, 2, 3, 4, 0x8000_0000L, data),
                new InitiatorPdu.SnackRequest(0x01020304, snack()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyPduComesBackAsItWent(InitiatorPdu pdu) throws MalformedPdu {
        assertThat(decode(encode(pdu))).isEqualTo(pdu);
    }

    @Test
    void aReadCommandIsReadFieldByField() throws MalformedPdu {
        ByteBuf wire = wire(READ_10);
        ScsiCommand expected = new ScsiCommand(
                false,
                true,
                true,
                false,
                1,
                1L << 48,
                7,
                4096,
                9,
                3,
                Bytes.hex("28000000 12340000 08000000 00000000"),
                Bytes.EMPTY);
        assertThat(InitiatorPdus.decode(wire, Bytes.EMPTY)).isEqualTo(expected);
        assertThat(encode(expected)).isEqualTo(wire);
    }

    @Test
    void aLoginInOnePduIsReadFieldByField() throws MalformedPdu {
        LoginRequest login = (LoginRequest) decode(wire(LOGIN));
        assertThat(login.transit()).isTrue();
        assertThat(login.stage()).isEqualTo(LoginStage.OPERATIONAL);
        assertThat(login.nextStage()).isEqualTo(LoginStage.FULL_FEATURE);
        assertThat(login.isid()).isEqualTo(0x00023d000000L);
        assertThat(login.cmdSn()).isEqualTo(1);
        assertThat(login.text().text()).isEqualTo("Target=a=\0");
    }

    @Test
    void aStageThatIsNoneIsMalformed() {
        assertReason("43880000" + "00".repeat(44), MalformedPdu.Reason.BAD_LOGIN_STAGE);
    }

    @Test
    void anAnswerFromAnInitiatorIsMalformed() {
        assertReason("21800000" + "00".repeat(44), MalformedPdu.Reason.UNKNOWN_OPCODE);
    }

    @Test
    void aLogoutWithoutItsFixedBitIsMalformed() {
        assertReason("06000000" + "00".repeat(44), MalformedPdu.Reason.MISSING_FINAL_BIT);
    }

    @Test
    void noHeaderLetsAnythingEscapeButMalformedPdu() {
        Random random = new Random(24);
        byte[] header = new byte[48];
        int malformed = 0;
        for (int i = 0; i < 100_000; i++) {
            random.nextBytes(header);
            try {
                InitiatorPdu pdu = InitiatorPdus.decode(Unpooled.wrappedBuffer(header), Bytes.EMPTY);
                assertThat(pdu).isNotNull();
            } catch (MalformedPdu expected) {
                malformed++;
            }
        }
        assertThat(malformed).isBetween(1, 99_999);
    }

    private static void assertReason(String wire, MalformedPdu.Reason reason) {
        assertThatThrownBy(() -> InitiatorPdus.decode(wire(wire), Bytes.EMPTY))
                .isInstanceOfSatisfying(MalformedPdu.class, malformed -> assertThat(malformed.reason())
                        .isEqualTo(reason));
    }

    static ByteBuf wire(String hex) {
        return Unpooled.wrappedBuffer(Bytes.hex(hex).toArray());
    }

    static ByteBuf encode(InitiatorPdu pdu) {
        ByteBuf out = Unpooled.buffer();
        InitiatorPdus.encode(pdu, out);
        assertThat(out.readableBytes() % 4).isZero();
        return out;
    }

    private static InitiatorPdu decode(ByteBuf wire) throws MalformedPdu {
        int length = wire.getUnsignedMedium(5);
        return InitiatorPdus.decode(wire, Bytes.read(wire.slice(48, length), length));
    }

    private static Bytes cdb(String start) {
        return Bytes.hex(start).plus(Bytes.of(new byte[14]));
    }

    private static Bytes snack() {
        return Bytes.hex("10810000 00000000 0000000000000000 01020304").plus(Bytes.of(new byte[28]));
    }
}
