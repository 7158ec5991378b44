package dev.muster.cluster.iscsi.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.codec.Digests;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.LoginRequest;
import dev.muster.cluster.iscsi.codec.LoginStage;
import dev.muster.cluster.iscsi.codec.MalformedPdu;
import dev.muster.cluster.iscsi.codec.TargetPdu.LoginResponse;
import dev.muster.cluster.iscsi.codec.TextKeys;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest {
    private static final String IQN = "iqn.2004-05.com.ubuntu:maas:ephemeral-ubuntu-amd64-generic-trusty-release";
    private static final String NAMES = "InitiatorName=maas-enlist\0SessionType=Normal\0TargetName=" + IQN + "\0";
    private static final String DEBIAN = NAMES
            + "HeaderDigest=None\0DataDigest=None\0DefaultTime2Wait=2\0DefaultTime2Retain=0\0IFMarker=No\0"
            + "OFMarker=No\0ErrorRecoveryLevel=0\0InitialR2T=No\0ImmediateData=Yes\0MaxBurstLength=16776192\0"
            + "FirstBurstLength=262144\0MaxOutstandingR2T=1\0MaxConnections=1\0DataPDUInOrder=Yes\0"
            + "DataSequenceInOrder=Yes\0MaxRecvDataSegmentLength=262144\0";

    private final Login login = new Login(9, 262_144, handle -> handle == 5);

    /// iscsistart: flags 0x87, everything in one PDU, an initiator name without iqn.
    @Test
    void debianLogsInWithOnePdu() throws MalformedPdu {
        assertThat(login.on(request(LoginStage.OPERATIONAL, LoginStage.FULL_FEATURE, DEBIAN)))
                .isEqualTo(new LoginStep.FindTarget(IQN));
        LoginStep.Complete complete = (LoginStep.Complete) login.found();
        LoginResponse response = complete.response();
        assertThat(response.transit()).isTrue();
        assertThat(response.nextStage()).isEqualTo(LoginStage.FULL_FEATURE);
        assertThat(response.tsih()).isEqualTo(9);
        assertThat(response.status()).isZero();
        assertThat(response.numbers().expCmdSn()).isEqualTo(77);
        assertThat(response.numbers().maxCmdSn()).isEqualTo(77 + 127);
        assertThat(TextKeys.parse(response.text()))
                .containsAllEntriesOf(Map.of(
                        "TargetPortalGroupTag", "1",
                        "HeaderDigest", "None",
                        "InitialR2T", "No",
                        "ImmediateData", "Yes",
                        "MaxBurstLength", "16776192",
                        "FirstBurstLength", "65536",
                        "MaxRecvDataSegmentLength", "262144",
                        "IFMarker", "No",
                        "ErrorRecoveryLevel", "0"))
                .doesNotContainKeys("InitiatorName", "TargetName", "SessionType");
        assertThat(complete.parameters())
                .isEqualTo(new SessionParameters(
                        "maas-enlist",
                        IQN,
                        0x00023d000000L,
                        0,
                        262_144,
                        16_776_192,
                        65_536,
                        true,
                        false,
                        Digests.NONE));
        assertThat(complete.counters())
                .isEqualTo(new LoginStep.Counters(response.numbers().statSn() + 1, 77, 128));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IQN.2004-05.COM.UBUNTU:MAAS:EPHEMERAL-UBUNTU-AMD64-GENERIC-TRUSTY-RELEASE",
                "iqn.2004-05.com.ubuntu:MAAS:ephemeral-ubuntu-amd64-generic-Trusty-release",
                "\uFF49qn.2004-05.com.ubuntu:maas:ephemeral-ubuntu-amd64-generic-trusty-release"
            })
    void aNameIsTheSameInCapitals(String spelled) throws MalformedPdu {
        String keys = DEBIAN.replace(IQN, spelled).replace("maas-enlist", "MAAS-Enlist");
        assertThat(login.on(request(LoginStage.OPERATIONAL, LoginStage.FULL_FEATURE, keys)))
                .isEqualTo(new LoginStep.FindTarget(IQN));
        LoginStep.Complete complete = (LoginStep.Complete) login.found();
        assertThat(complete.parameters().initiator()).isEqualTo("maas-enlist");
    }

    /// libiscsi and qemu: the security stage first, then the operational one.
    @Test
    void libiscsiLogsInByStages() throws MalformedPdu {
        login.on(request(LoginStage.SECURITY, LoginStage.OPERATIONAL, NAMES + "AuthMethod=CHAP,None\0"));
        LoginStep.Answer first = (LoginStep.Answer) login.found();
        assertThat(first.response().nextStage()).isEqualTo(LoginStage.OPERATIONAL);
        assertThat(first.response().tsih()).isZero();
        assertThat(TextKeys.parse(first.response().text()))
                .containsExactly(Map.entry("TargetPortalGroupTag", "1"), Map.entry("AuthMethod", "None"));
        LoginStep second = login.on(request(
                LoginStage.OPERATIONAL,
                LoginStage.FULL_FEATURE,
                "HeaderDigest=CRC32C,None\0MaxRecvDataSegmentLength=262144\0ImmediateData=No\0"));
        SessionParameters settled = ((LoginStep.Complete) second).parameters();
        assertThat(settled.immediateData()).isFalse();
        assertThat(settled.maxBurst()).isEqualTo(262_144);
    }

    @Test
    void aDiscoverySessionNeedsNoTarget() throws MalformedPdu {
        LoginStep step = login.on(request(
                LoginStage.OPERATIONAL,
                LoginStage.FULL_FEATURE,
                "InitiatorName=x\0SessionType=Discovery\0MaxBurstLength=4096\0"));
        LoginStep.Complete complete = (LoginStep.Complete) step;
        assertThat(complete.parameters().discovery()).isTrue();
        assertThat(TextKeys.parse(complete.response().text()))
                .containsEntry("MaxBurstLength", "Irrelevant")
                .doesNotContainKey("TargetPortalGroupTag");
    }

    @Test
    void textMayBeContinued() {
        LoginRequest part = new LoginRequest(
                false,
                true,
                LoginStage.OPERATIONAL,
                LoginStage.OPERATIONAL,
                0,
                0,
                0x00023d000000L,
                0,
                1,
                0,
                77,
                0,
                Bytes.utf8(NAMES.substring(0, 20)));
        LoginResponse answer = ((LoginStep.Answer) login.on(part)).response();
        assertThat(answer.transit()).isFalse();
        assertThat(answer.text()).isEqualTo(Bytes.EMPTY);
        assertThat(login.on(request(LoginStage.OPERATIONAL, LoginStage.FULL_FEATURE, NAMES.substring(20))))
                .isEqualTo(new LoginStep.FindTarget(IQN));
    }

    @ParameterizedTest
    @CsvSource({
        "SessionType=Normal, 0x0207",
        "InitiatorName=a, 0x0207",
        "InitiatorName=a;SessionType=Odd, 0x0209",
        "InitiatorName=a;InitiatorName=b, 0x0200",
        "nonsense, 0x0200",
        "InitiatorName=a;SessionType=Discovery;AuthMethod=CHAP, 0x0201",
    })
    void aWrongLoginHearsWhy(String text, String status) {
        LoginStep step = login.on(request(LoginStage.SECURITY, LoginStage.OPERATIONAL, text.replace(';', '\0') + "\0"));
        assertThat(((LoginStep.Refuse) step).response().status()).isEqualTo(Integer.decode(status));
    }

    @Test
    void aSecondConnectionIsRefusedPolitely() {
        assertThat(status(withHandle(5))).isEqualTo(0x0206);
        assertThat(status(withHandle(6))).isEqualTo(0x020a);
    }

    @Test
    void aTargetThatIsNotThereIsRefused() {
        login.on(request(LoginStage.OPERATIONAL, LoginStage.FULL_FEATURE, NAMES));
        assertThat(status(login.refuse(LoginRefusal.TARGET_NOT_FOUND))).isEqualTo(0x0203);
    }

    @Test
    void aStageOutOfOrderIsRefused() {
        login.on(request(LoginStage.SECURITY, LoginStage.OPERATIONAL, NAMES));
        login.found();
        assertThat(status(login.on(request(LoginStage.SECURITY, LoginStage.OPERATIONAL, ""))))
                .isEqualTo(0x0200);
    }

    @Test
    void aLoginWithoutEndIsRefused() {
        LoginStep step = login.on(stay(NAMES));
        assertThat(step).isInstanceOf(LoginStep.FindTarget.class);
        step = login.found();
        for (int i = 0; i < 40 && step instanceof LoginStep.Answer; i++) {
            step = login.on(stay(""));
        }
        assertThat(status(step)).isEqualTo(0x0200);
    }

    private LoginStep withHandle(int tsih) {
        LoginRequest plain = request(LoginStage.OPERATIONAL, LoginStage.FULL_FEATURE, NAMES);
        return new Login(9, 262_144, handle -> handle == 5)
                .on(new LoginRequest(
                        true,
                        false,
                        plain.stage(),
                        plain.nextStage(),
                        0,
                        0,
                        plain.isid(),
                        tsih,
                        1,
                        1,
                        77,
                        0,
                        plain.text()));
    }

    private static int status(LoginStep step) {
        return ((LoginStep.Refuse) step).response().status();
    }

    private static LoginRequest stay(String text) {
        return new LoginRequest(
                false,
                false,
                LoginStage.OPERATIONAL,
                LoginStage.OPERATIONAL,
                0,
                0,
                0x00023d000000L,
                0,
                1,
                0,
                77,
                0,
                Bytes.utf8(text));
    }

    static LoginRequest request(LoginStage stage, LoginStage next, String text) {
        return new LoginRequest(true, false, stage, next, 0, 0, 0x00023d000000L, 0, 1, 0, 77, 0, Bytes.utf8(text));
    }
}
