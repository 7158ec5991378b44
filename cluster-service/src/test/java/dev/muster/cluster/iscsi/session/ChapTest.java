package dev.muster.cluster.iscsi.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.LoginRequest;
import dev.muster.cluster.iscsi.codec.LoginStage;
import dev.muster.cluster.iscsi.codec.MalformedPdu;
import dev.muster.cluster.iscsi.codec.TextKeys;
import dev.muster.cluster.iscsi.session.ChapSecrets.Credential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChapTest {
    private static final String SECRET = "correct-horse-battery";
    private static final String OTHERS = "another-horse-battery";
    private static final String BOOT = "secret-of-this-boot";
    private static final String OWN = "staple-battery-horse";
    private static final String NAMES = "InitiatorName=maas-enlist\0TargetName=iqn.x\0";
    private static final Bytes CHALLENGE = Bytes.hex("5a".repeat(32));

    @TempDir
    Path directory;

    private ChapSecrets secrets;
    private Login login;

    @BeforeEach
    void start() throws IOException {
        Path file = Files.writeString(
                directory.resolve("chap"),
                "initiator rack1 " + SECRET + "\ninitiator rack2 " + OTHERS + "\ntarget muster " + OWN + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        secrets = ChapSecrets.read(file);
        login = login(secrets.demandedOfAll());
    }

    private static Optional<Credential> ofMachine(String name) {
        return Optional.of(new Credential("boot-1", BOOT))
                .filter(known -> known.name().equals(name));
    }

    private static Login login(ChapSecrets secrets) {
        Chap chap = new Chap(secrets, ChapTest::ofMachine, CHALLENGE.plus(Bytes.hex("07")));
        return new Login(9, new Login.Bounds(262_144, 128), handle -> false, Optional.of(chap));
    }

    @Test
    void machinesThatBootNeedNoSecretWhereNotAllDo() throws MalformedPdu {
        login = login(secrets);
        assertThat(send(NAMES + "AuthMethod=CHAP,None\0")).isEqualTo(new LoginStep.FindTarget("iqn.x"));
        assertThat(keys(login.found())).containsEntry("AuthMethod", "None");
    }

    /// As iscsistart does: no security stage at all.
    @Test
    void machinesThatBootInOnePduNeedNoSecretWhereNotAllDo() {
        login = login(secrets);
        assertThat(login.on(LoginTest.request(LoginStage.OPERATIONAL, LoginStage.FULL_FEATURE, NAMES)))
                .isEqualTo(new LoginStep.FindTarget("iqn.x"));
        assertThat(login.found()).isInstanceOf(LoginStep.Complete.class);
    }

    @Test
    void whoOffersNothingButChapIsAskedToProveIt() throws MalformedPdu {
        login = login(secrets);
        assertThat(keys(send(NAMES + "AuthMethod=CHAP\0"))).containsEntry("AuthMethod", "CHAP");
    }

    @Test
    void aNameWithASecretIsOfNoUseWithoutIt() {
        String rack1 = "InitiatorName=rack1\0TargetName=iqn.x\0";
        login = login(secrets);
        assertRefused(login.on(LoginTest.request(LoginStage.OPERATIONAL, LoginStage.FULL_FEATURE, rack1)));
        login = login(secrets);
        assertRefused(send(rack1 + "AuthMethod=None\0"));
    }

    @Test
    void aNameWithASecretIsNotProvenByAnothers() {
        login = login(secrets);
        send("InitiatorName=rack1\0TargetName=iqn.x\0AuthMethod=CHAP,None\0");
        send("CHAP_A=5\0");
        assertRefused(send("CHAP_N=rack2\0CHAP_R=0x" + ChapHash.MD5.respond(7, OTHERS, CHALLENGE) + "\0"));
    }

    @ParameterizedTest
    @CsvSource({"5, MD5", "6, SHA1", "7, SHA_256", "8, SHA3_256"})
    void theRightAnswerLogsIn(String code, ChapHash hash) throws MalformedPdu {
        assertThat(keys(send(NAMES + "AuthMethod=CHAP,None\0"))).containsEntry("AuthMethod", "CHAP");
        assertThat(keys(send("CHAP_A=99," + code + "\0")))
                .isEqualTo(Map.of("CHAP_A", code, "CHAP_I", "7", "CHAP_C", "0x" + CHALLENGE));
        String answer = "0x" + hash.respond(7, SECRET, CHALLENGE);
        assertThat(send("CHAP_N=rack1\0CHAP_R=" + answer + "\0")).isEqualTo(new LoginStep.FindTarget("iqn.x"));
        LoginStep.Answer on = (LoginStep.Answer) login.found();
        assertThat(on.response().transit()).isTrue();
        assertThat(on.response().nextStage()).isEqualTo(LoginStage.OPERATIONAL);
        assertThat(login.on(LoginTest.request(LoginStage.OPERATIONAL, LoginStage.FULL_FEATURE, "")))
                .isInstanceOf(LoginStep.Complete.class);
    }

    @Test
    void aMachineProvesItselfByTheSecretOfItsBoot() {
        challenged();
        assertThat(login.proven()).isEmpty();
        send("CHAP_N=boot-1\0CHAP_R=0x" + ChapHash.MD5.respond(7, BOOT, CHALLENGE) + "\0");
        assertThat(login.proven()).contains("boot-1");
        assertThat(login.found()).isInstanceOf(LoginStep.Answer.class);
    }

    @Test
    void theSecretOfABootDoesNotProveANameThatHasOneOfItsOwn() {
        send("InitiatorName=rack1\0TargetName=iqn.x\0AuthMethod=CHAP\0");
        send("CHAP_A=5\0");
        assertRefused(send("CHAP_N=boot-1\0CHAP_R=0x" + ChapHash.MD5.respond(7, BOOT, CHALLENGE) + "\0"));
        assertThat(login.proven()).isEmpty();
    }

    /// RFC 1994 4.1, over 07, the secret and the challenge; computed by another program.
    @ParameterizedTest
    @CsvSource({
        "MD5, c3eea3df0cdf30f7c045e6e4869fd22d",
        "SHA1, b4218e53d073c22868946021eaca207973053e9e",
        "SHA_256, 0eba0fa7c4dce7c84cce1a207e48b6733e49fd6e2a02e0e4db4afc19e08377d9",
        "SHA3_256, 94d74d1fca2e7d132e958b9ef73542b4572ea04843f2b847cf3f40dbe64d0bb9"
    })
    void theAnswerIsTheHashOfIdentifierSecretAndChallenge(ChapHash hash, String answer) {
        assertThat(hash.respond(7, SECRET, CHALLENGE)).hasToString(answer);
    }

    /// Nobody knows a name that has no secret, by whatever is compared in its place.
    @Test
    void aNameWithoutASecretIsNotProvenByWhatStandsForOne() {
        challenged();
        assertRefused(send("CHAP_N=nobody\0CHAP_R=0x" + ChapHash.MD5.respond(7, "nobody has this", CHALLENGE) + "\0"));
    }

    @Test
    void theTargetProvesItselfToThoseWhoAsk() throws MalformedPdu {
        Bytes theirs = Bytes.hex("010203");
        challenged();
        send("CHAP_N=rack1\0CHAP_R=" + right() + "\0CHAP_I=200\0CHAP_C=0b" + "AQID" + "\0");
        assertThat(keys(login.found()))
                .isEqualTo(Map.of("CHAP_N", "muster", "CHAP_R", "0x" + ChapHash.MD5.respond(200, OWN, theirs)));
    }

    @Test
    void ourOwnChallengeIsNotAnswered() {
        challenged();
        assertRefused(send("CHAP_N=rack1\0CHAP_R=" + right() + "\0CHAP_I=7\0CHAP_C=0x" + CHALLENGE + "\0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CHAP_N=rack1;CHAP_R=0x00",
                "CHAP_N=rack1",
                "CHAP_N=nobody;CHAP_R=0x11223344556677889900112233445566",
                "CHAP_R=zz",
                "",
            })
    void aWrongAnswerIsRefused(String answer) {
        challenged();
        assertRefused(send(answer.isEmpty() ? "" : answer.replace(';', '\0') + "\0"));
    }

    @Test
    void whoDoesNotProveHimselfHearsNothingOfTargets() {
        assertRefused(send(NAMES + "AuthMethod=None\0"));
    }

    @Test
    void theSecurityStageCannotBeLeftOut() {
        assertRefused(login.on(LoginTest.request(LoginStage.OPERATIONAL, LoginStage.FULL_FEATURE, NAMES)));
    }

    @Test
    void theSecurityStageCannotBeLeftEarly() {
        LoginStep step = login.on(LoginTest.request(LoginStage.SECURITY, LoginStage.FULL_FEATURE, NAMES));
        assertThat(((LoginStep.Answer) step).response().transit()).isFalse();
        assertRefused(login.on(LoginTest.request(LoginStage.OPERATIONAL, LoginStage.FULL_FEATURE, "")), 0x0200);
    }

    @Test
    void anUnknownAlgorithmIsRefused() {
        send(NAMES + "AuthMethod=CHAP\0");
        assertRefused(send("CHAP_A=1,99\0"));
    }

    private void challenged() {
        send(NAMES + "AuthMethod=CHAP\0");
        send("CHAP_A=5\0");
    }

    private static String right() {
        return "0x" + ChapHash.MD5.respond(7, SECRET, CHALLENGE);
    }

    private LoginStep send(String text) {
        LoginRequest request = LoginTest.request(LoginStage.SECURITY, LoginStage.OPERATIONAL, text);
        return login.on(request);
    }

    private static Map<String, String> keys(LoginStep step) throws MalformedPdu {
        Map<String, String> keys =
                TextKeys.parse(((LoginStep.Answer) step).response().text());
        keys.remove("TargetPortalGroupTag");
        return keys;
    }

    private static void assertRefused(LoginStep step) {
        assertRefused(step, 0x0201);
    }

    private static void assertRefused(LoginStep step, int status) {
        assertThat(((LoginStep.Refuse) step).response().status()).isEqualTo(status);
    }
}
