package dev.muster.cluster.iscsi.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.codec.InitiatorPdu;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.Damaged;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.DataOut;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.LogoutRequest;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.NopOut;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.ScsiCommand;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.SnackRequest;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.TaskManagementRequest;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.TextRequest;
import dev.muster.cluster.iscsi.codec.LoginStage;
import dev.muster.cluster.iscsi.codec.MalformedPdu;
import dev.muster.cluster.iscsi.codec.TargetPdu;
import dev.muster.cluster.iscsi.codec.TargetPdu.DataIn;
import dev.muster.cluster.iscsi.codec.TargetPdu.LogoutResponse;
import dev.muster.cluster.iscsi.codec.TargetPdu.NopIn;
import dev.muster.cluster.iscsi.codec.TargetPdu.ReadyToTransfer;
import dev.muster.cluster.iscsi.codec.TargetPdu.Reject;
import dev.muster.cluster.iscsi.codec.TargetPdu.Residual;
import dev.muster.cluster.iscsi.codec.TargetPdu.ScsiResponse;
import dev.muster.cluster.iscsi.codec.TargetPdu.TaskManagementResponse;
import dev.muster.cluster.iscsi.codec.TargetPdu.TextResponse;
import dev.muster.cluster.iscsi.scsi.Cdbs;
import dev.muster.cluster.iscsi.scsi.MemoryStore;
import dev.muster.cluster.iscsi.scsi.TargetUnits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionTest {
    private static final long DISK = 1L << 48;
    private static final String IQN = "iqn.2004-05.com.ubuntu:maas:x";

    private final Session session = session(IQN, 1024, 2048);
    private int cmdSn = 77;

    @Test
    void aReadIsCutBySegmentAndBurstAndEndsWithItsStatus() throws MalformedPdu {
        session.on(read(7, 2, 7, 7 * 512));
        List<SessionStep> parts = drain();
        assertThat(parts)
                .extracting(part -> ((SessionStep.SendImage) part).length())
                .containsExactly(1024, 1024, 1024, 512);
        assertThat(parts)
                .extracting(part -> ((SessionStep.SendImage) part).position())
                .containsExactly(1024L, 2048L, 3072L, 4096L);
        assertThat(parts)
                .extracting(part -> ((SessionStep.SendImage) part).header().last())
                .containsExactly(false, true, false, true);
        assertThat(parts)
                .extracting(part -> ((SessionStep.SendImage) part).header().withStatus())
                .containsExactly(false, false, false, true);
        DataIn last = ((SessionStep.SendImage) parts.getLast()).header();
        assertThat(last.dataSn()).isEqualTo(3);
        assertThat(last.bufferOffset()).isEqualTo(3072);
        assertThat(last.residual()).isEqualTo(Residual.NONE);
        assertThat(last.numbers().expCmdSn()).isEqualTo(78);
        assertThat(last.numbers().maxCmdSn()).isEqualTo(78 + 127);
    }

    @Test
    void moreThanTheInitiatorExpectsIsAnOverflow() throws MalformedPdu {
        session.on(read(7, 0, 2, 512));
        DataIn only = ((SessionStep.SendImage) drain().getFirst()).header();
        assertThat(only.residual()).isEqualTo(new Residual(Residual.Kind.OVERFLOW, 512));
    }

    @Test
    void lessThanTheInitiatorExpectsIsAnUnderflow() throws MalformedPdu {
        session.on(read(7, 0, 1, 1024));
        DataIn only = ((SessionStep.SendImage) drain().getFirst()).header();
        assertThat(only.residual()).isEqualTo(new Residual(Residual.Kind.UNDERFLOW, 512));
        session.on(read(8, 0, 0, 1024));
        assertThat(((ScsiResponse) pdus().getFirst()).residual())
                .isEqualTo(new Residual(Residual.Kind.UNDERFLOW, 1024));
    }

    @Test
    void aFailedCommandBringsItsSense() throws MalformedPdu {
        session.on(read(7, 5000, 1, 512));
        ScsiResponse response = (ScsiResponse) pdus().getFirst();
        assertThat(response.status()).isEqualTo(2);
        assertThat(response.sense().at(2)).isEqualTo(5);
        assertThat(response.sense().at(12)).isEqualTo(0x21);
    }

    @Test
    void statusNumbersCountTheAnswersInTheOrderSent() throws MalformedPdu {
        session.on(read(1, 0, 4, 2048));
        session.on(nop(2, "x"));
        session.ping();
        session.on(nop(3, "y"));
        List<Integer> statSns = new ArrayList<>();
        for (SessionStep step : drain()) {
            switch (step) {
                case SessionStep.SendImage image
                when image.header().withStatus() ->
                    statSns.add(image.header().numbers().statSn());
                case SessionStep.SendImage image ->
                    assertThat(image.header().numbers()).isNotNull();
                case SessionStep.Send(NopIn nop) -> statSns.add(nop.numbers().statSn());
                default -> throw new AssertionError(step);
            }
        }
        assertThat(statSns).containsExactly(1, 2, 3, 3);
    }

    @Test
    void aPingIsAnsweredWithItsDataAndAnAnswerIsNot() throws MalformedPdu {
        session.on(nop(7, "data"));
        NopIn pong = (NopIn) pdus().getFirst();
        assertThat(pong.taskTag()).isEqualTo(7);
        assertThat(pong.data()).isEqualTo(Bytes.utf8("data"));
        session.on(new NopOut(true, 0, InitiatorPdu.RESERVED_TAG, 1, cmdSn, 0, Bytes.EMPTY));
        assertThat(drain()).isEmpty();
    }

    @Test
    void verifyAsksForItsDataBurstByBurst() throws MalformedPdu {
        session.on(verify(7, 8, 8 * 512, content(8 * 512, 1024)));
        ReadyToTransfer first = (ReadyToTransfer) pdus().getFirst();
        assertThat(first.bufferOffset()).isEqualTo(1024);
        assertThat(first.desiredLength()).isEqualTo(2048);
        session.on(dataOut(first, 0, 1024, 1024, false));
        session.on(dataOut(first, 1, 2048, 1024, true));
        ReadyToTransfer second = (ReadyToTransfer) pdus().getFirst();
        assertThat(second.r2tSn()).isEqualTo(1);
        assertThat(second.desiredLength()).isEqualTo(1024);
        session.on(dataOut(second, 0, 3072, 1024, true));
        ScsiResponse done = (ScsiResponse) pdus().getFirst();
        assertThat(done.status()).isZero();
        assertThat(done.expDataSn()).isEqualTo(2);
        assertThat(done.residual()).isEqualTo(Residual.NONE);
    }

    @Test
    void verifyFindsADifference() throws MalformedPdu {
        session.on(verify(7, 1, 512, Bytes.of(new byte[512])));
        assertThat(((ScsiResponse) pdus().getFirst()).sense().at(2)).isEqualTo(0x0e);
    }

    @Test
    void dataOutOfSequenceEndTheirTask() throws MalformedPdu {
        session.on(verify(7, 2, 1024, Bytes.EMPTY));
        ReadyToTransfer ask = (ReadyToTransfer) pdus().getFirst();
        session.on(dataOut(ask, 1, 0, 512, false));
        ScsiResponse failed = (ScsiResponse) pdus().getFirst();
        assertThat(failed.sense().at(2)).isEqualTo(0x0b);
        assertThat(failed.sense().slice(12, 14)).isEqualTo(Bytes.hex("0c0d"));
        session.on(dataOut(ask, 0, 0, 512, false));
        assertThat(pdus()).isEmpty();
    }

    @Test
    void immediateDataBeyondTheFirstBurstEndTheConnection() {
        assertThatThrownBy(() -> session.on(verify(8, 2, 1024, Bytes.of(new byte[70_000]))))
                .isInstanceOf(MalformedPdu.class);
    }

    @Test
    void anAbortedTaskGetsNoStatus() throws MalformedPdu {
        session.on(read(7, 0, 8, 4096));
        assertThat(session.next()).isPresent();
        session.on(manage(1, 7));
        assertThat(((TaskManagementResponse) pdus().getFirst()).response()).isZero();
        session.on(manage(1, 7));
        assertThat(((TaskManagementResponse) pdus().getFirst()).response()).isEqualTo(1);
    }

    /// A write that the unit refused is over: its abort finds no task (RFC 7143 11.6.1).
    @Test
    void anAbortAfterTheRefusalOfAWriteFindsNoTask() throws MalformedPdu {
        session.on(write(7, 1, Bytes.of(new byte[512])));
        assertThat(((ScsiResponse) pdus().getFirst()).status()).isEqualTo(0x02);
        session.on(manage(1, 7));
        assertThat(((TaskManagementResponse) pdus().getFirst()).response()).isEqualTo(1);
    }

    @Test
    void immediateCommandsBeyondTheLimitHearThatTheTaskSetIsFull() throws MalformedPdu {
        for (int tag = 0; tag < 257; tag++) {
            ScsiCommand numbered = verify(tag, 2, 1024, Bytes.EMPTY);
            session.on(new ScsiCommand(
                    true, true, false, true, 1, DISK, tag, 1024, numbered.cmdSn(), 0, numbered.cdb(), Bytes.EMPTY));
        }
        List<TargetPdu> answers = pdus();
        assertThat(answers.subList(0, 256)).allMatch(answer -> answer instanceof ReadyToTransfer);
        assertThat(((ScsiResponse) answers.getLast()).status()).isEqualTo(0x28);
        session.on(manage(5, 0));
        pdus();
        session.on(verify(1, 0, 0, Bytes.EMPTY));
        session.on(manage(5, 0));
        assertThat(pdus()).isNotEmpty();
    }

    @Test
    void aTaskTagInUseEndsTheConnection() throws MalformedPdu {
        session.on(verify(7, 2, 1024, Bytes.EMPTY));
        assertThatThrownBy(() -> session.on(verify(7, 2, 1024, Bytes.EMPTY))).isInstanceOf(MalformedPdu.class);
    }

    @Test
    void unsolicitedDataComeUpToTheFirstBurstAndTheRestIsAskedFor() throws MalformedPdu {
        Session eager = session(IQN, 1024, 2048, "InitialR2T=No\0");
        Bytes cdb = Cdbs.of("2f 02 00000000 00 0008 00");
        eager.on(new ScsiCommand(false, false, false, true, 1, DISK, 7, 4096, cmdSn, 0, cdb, content(8 * 512, 512)));
        eager.on(unsolicited(0, 512, 512, false));
        eager.on(unsolicited(1, 1024, 1024, true));
        ReadyToTransfer rest =
                (ReadyToTransfer) ((SessionStep.Send) eager.next().orElseThrow()).pdu();
        assertThat(rest.bufferOffset()).isEqualTo(2048);
        assertThat(rest.desiredLength()).isEqualTo(2048);
        eager.on(dataOut(rest, 0, 2048, 2048, true));
        assertThat(((ScsiResponse) ((SessionStep.Send) eager.next().orElseThrow()).pdu()).status())
                .isZero();
    }

    @Test
    void aRefusedCommandWaitsForTheDataThatAreOnTheirWay() throws MalformedPdu {
        Session eager = session(IQN, 1024, 2048, "InitialR2T=No\0");
        Bytes write = Cdbs.of("2a 00 00000000 00 0002 00");
        eager.on(new ScsiCommand(false, false, false, true, 1, DISK, 7, 1024, cmdSn, 0, write, Bytes.EMPTY));
        assertThat(eager.next()).isEmpty();
        eager.on(unsolicited(0, 0, 1024, true));
        assertThat(((ScsiResponse) ((SessionStep.Send) eager.next().orElseThrow()).pdu())
                        .sense()
                        .at(2))
                .isEqualTo(7);
    }

    @Test
    void damagedDataCostTheirTaskAndAnythingElseTheSession() throws MalformedPdu {
        session.on(verify(7, 2, 1024, Bytes.EMPTY));
        pdus();
        session.on(new Damaged(true, 7, Bytes.of(new byte[48])));
        List<TargetPdu> answers = pdus();
        assertThat(((Reject) answers.getFirst()).reason()).isEqualTo(2);
        assertThat(((ScsiResponse) answers.getLast()).sense().slice(12, 14)).isEqualTo(Bytes.hex("4705"));
        session.on(new Damaged(false, 7, Bytes.of(new byte[48])));
        assertThat(drain().getLast()).isEqualTo(new SessionStep.Close(CloseReason.MALFORMED));
    }

    private static DataOut unsolicited(int dataSn, int offset, int length, boolean last) {
        Bytes data = content(offset + length, offset + length).slice(offset, offset + length);
        return new DataOut(last, DISK, 7, InitiatorPdu.RESERVED_TAG, 0, dataSn, offset, data);
    }

    @Test
    void aResetEndsWhatIsUnderWay() throws MalformedPdu {
        session.on(read(7, 0, 8, 4096));
        session.on(verify(8, 2, 1024, Bytes.EMPTY));
        session.on(manage(5, 0));
        List<TargetPdu> answers = pdus();
        assertThat(answers).hasSize(1);
        assertThat(((TaskManagementResponse) answers.getFirst()).response()).isZero();
        assertThat(((TaskManagementResponse) answers.getFirst()).numbers().maxCmdSn())
                .isEqualTo(cmdSn + 127);
    }

    @Test
    void aLogoutIsAnsweredAndEndsTheConnection() throws MalformedPdu {
        session.on(new LogoutRequest(true, 0, 9, 0, cmdSn, 0));
        List<SessionStep> steps = drain();
        assertThat(((LogoutResponse) ((SessionStep.Send) steps.get(0)).pdu()).response())
                .isZero();
        assertThat(steps.get(1)).isEqualTo(new SessionStep.Close(CloseReason.LOGOUT));
    }

    @Test
    void aLogoutOfAnotherConnectionOrForRecoveryDoesNot() throws MalformedPdu {
        session.on(new LogoutRequest(true, 1, 9, 3, cmdSn, 0));
        session.on(new LogoutRequest(true, 2, 9, 0, cmdSn, 0));
        assertThat(pdus()).extracting(pdu -> ((LogoutResponse) pdu).response()).containsExactly(1, 2);
    }

    @Test
    void snackIsRejected() throws MalformedPdu {
        Bytes header = Bytes.hex("1081").plus(Bytes.of(new byte[46]));
        session.on(new SnackRequest(1, header));
        assertThat(((Reject) pdus().getFirst()).header()).isEqualTo(header);
    }

    @Test
    void sendTargetsComesInAsManyPartsAsItTakes() throws MalformedPdu {
        Session discovery = session("", 512, 2048);
        discovery.on(text(-1, "SendTargets=All\0"));
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            Optional<SessionStep> next = discovery.next();
            TextResponse part = (TextResponse) ((SessionStep.Send) next.orElseThrow()).pdu();
            all.append(part.text().text());
            if (part.last()) {
                break;
            }
            assertThat(part.more()).isTrue();
            assertThat(part.text().size()).isLessThanOrEqualTo(512);
            discovery.on(text(part.transferTag(), ""));
        }
        assertThat(all).startsWith("TargetName=iqn.x:0\0TargetAddress=10.0.0.1:3260,1\0TargetName=iqn.x:1\0");
        assertThat(all.toString().split("\0")).hasSize(80);
    }

    @Test
    void aDiscoverySessionTakesNoCommands() {
        assertThatThrownBy(() -> session("", 512, 2048).on(read(1, 0, 1, 512))).isInstanceOf(MalformedPdu.class);
    }

    private static Session session(String target, int segment, int burst) {
        return session(target, segment, burst, "");
    }

    private static Session session(String target, int segment, int burst, String more) {
        Login login = new Login(1, 262_144, handle -> false);
        String names = target.isEmpty() ? "SessionType=Discovery\0" : "TargetName=" + target + "\0";
        LoginStep step = login.on(LoginTest.request(
                LoginStage.OPERATIONAL,
                LoginStage.FULL_FEATURE,
                "InitiatorName=i\0" + names + "MaxRecvDataSegmentLength=" + segment + "\0MaxBurstLength=" + burst
                        + "\0FirstBurstLength=" + burst + "\0" + more));
        LoginStep.Complete complete =
                (LoginStep.Complete) (step instanceof LoginStep.FindTarget ? login.found() : step);
        List<String> names40 = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            names40.add("iqn.x:" + i);
        }
        TargetUnits units = target.isEmpty() ? null : new TargetUnits(target, MemoryStore.ofBlocks(1000));
        return new Session(complete, units, () -> names40, "10.0.0.1:3260,1");
    }

    private List<SessionStep> drain() {
        List<SessionStep> steps = new ArrayList<>();
        for (Optional<SessionStep> next = session.next(); next.isPresent(); next = session.next()) {
            steps.add(next.get());
        }
        return steps;
    }

    private List<TargetPdu> pdus() {
        return drain().stream().map(step -> ((SessionStep.Send) step).pdu()).toList();
    }

    private ScsiCommand read(int tag, int lba, int blocks, long expected) {
        Bytes cdb = Cdbs.of(String.format("28 00 %08x 00 %04x 00", lba, blocks));
        return new ScsiCommand(false, true, true, false, 1, DISK, tag, expected, cmdSn++, 0, cdb, Bytes.EMPTY);
    }

    private ScsiCommand verify(int tag, int blocks, long expected, Bytes immediate) {
        Bytes cdb = Cdbs.of(String.format("2f 02 00000000 00 %04x 00", blocks));
        return new ScsiCommand(false, true, false, true, 1, DISK, tag, expected, cmdSn++, 0, cdb, immediate);
    }

    private ScsiCommand write(int tag, int blocks, Bytes immediate) {
        Bytes cdb = Cdbs.of(String.format("2a 00 00000000 00 %04x 00", blocks));
        return new ScsiCommand(false, true, false, true, 1, DISK, tag, blocks * 512L, cmdSn++, 0, cdb, immediate);
    }

    private static DataOut dataOut(ReadyToTransfer ask, int dataSn, int offset, int length, boolean last) {
        Bytes data = content(offset + length, offset + length).slice(offset, offset + length);
        return new DataOut(last, DISK, ask.taskTag(), ask.transferTag(), 0, dataSn, offset, data);
    }

    private static Bytes content(int size, int first) {
        byte[] content = new byte[size];
        for (int i = 0; i < size; i++) {
            content[i] = MemoryStore.at(i);
        }
        return Bytes.of(content).first(first);
    }

    private NopOut nop(int tag, String data) {
        return new NopOut(true, 0, tag, -1, cmdSn, 0, Bytes.utf8(data));
    }

    private TaskManagementRequest manage(int function, int referenced) {
        return new TaskManagementRequest(true, function, DISK, 50, referenced, cmdSn, 0, 0, 0);
    }

    private static TextRequest text(int transferTag, String text) {
        return new TextRequest(true, true, false, 0, 4, transferTag, 77, 0, Bytes.utf8(text));
    }
}
