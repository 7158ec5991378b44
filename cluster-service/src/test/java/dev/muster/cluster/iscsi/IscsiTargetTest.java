package dev.muster.cluster.iscsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.LogoutRequest;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.TextRequest;
import dev.muster.cluster.iscsi.codec.MalformedPdu;
import dev.muster.cluster.iscsi.codec.TargetPdu.AsyncMessage;
import dev.muster.cluster.iscsi.codec.TargetPdu.DataIn;
import dev.muster.cluster.iscsi.codec.TargetPdu.NopIn;
import dev.muster.cluster.iscsi.codec.TargetPdu.TextResponse;
import dev.muster.cluster.iscsi.server.IscsiTarget;
import dev.muster.cluster.iscsi.session.CloseReason;
import dev.muster.cluster.iscsi.session.LoginRefusal;
import dev.muster.cluster.net.Listeners;
import dev.muster.testing.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IscsiTargetTest {
    private static final String IQN = "iqn.2004-05.com.ubuntu:maas:one";
    private static final long ISID = 0x00023d000000L;

    @TempDir
    Path directory;

    private final Map<String, Path> images = new ConcurrentHashMap<>();
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    private final byte[] content = new byte[8 * 1024 * 1024];
    private Listeners listeners;
    private IscsiTarget target;

    @BeforeEach
    void start() throws IOException {
        new Random(1).nextBytes(content);
        images.put(IQN, Files.write(directory.resolve("image"), content));
        listeners = new Listeners(2);
        start(new IscsiLimits(3, 3, Duration.ofSeconds(10), Duration.ofSeconds(30), 262_144));
    }

    @AfterEach
    void stop() {
        target.close();
        listeners.close();
    }

    @Test
    void readsBringTheBytesOfTheImage() throws Exception {
        try (TestInitiator initiator = loggedIn("a")) {
            assertThat(initiator.read(0, 1)).isEqualTo(part(0, 1));
            assertThat(initiator.read(3, 8)).isEqualTo(part(3, 8));
            assertThat(initiator.read(1, 16_383)).isEqualTo(part(1, 16_383));
        }
    }

    @Test
    void aPeerThatDoesNotReadHoldsUpNobody() throws Exception {
        try (TestInitiator lazy = loggedIn("lazy");
                TestInitiator busy = loggedIn("busy")) {
            for (int i = 0; i < 100; i++) {
                lazy.sendRead(0, 16_384);
            }
            assertThat(busy.read(7, 100)).isEqualTo(part(7, 100));
            for (int i = 0; i < 100; i++) {
                assertThat(Arrays.equals(lazy.receiveRead(), content)).isTrue();
            }
        }
    }

    @Test
    void anImageThatIsReplacedIsServedOnToThoseWhoHaveIt() throws Exception {
        byte[] fresh = new byte[4096];
        try (TestInitiator before = loggedIn("before")) {
            Path other = Files.write(directory.resolve("other"), fresh);
            Files.move(other, images.get(IQN), StandardCopyOption.REPLACE_EXISTING);
            try (TestInitiator after = loggedIn("after")) {
                assertThat(after.read(0, 8)).isEqualTo(fresh);
                assertThat(before.read(0, 8)).isEqualTo(part(0, 8));
            }
            images.clear();
            assertThat(before.read(8, 8)).isEqualTo(part(8, 8));
        }
    }

    @Test
    void targetsThatCameAndWentAreListedAsTheyAre() throws Exception {
        images.put("iqn.x:new", images.get(IQN));
        try (TestInitiator discovery = new TestInitiator(target.address())) {
            assertThat(discovery.login("d", "", 1).status()).isZero();
            discovery.send(new TextRequest(true, true, false, 0, 9, -1, 1, 0, Bytes.utf8("SendTargets=All\0")));
            String answer = ((TextResponse) discovery.receive()).text().text();
            String portal = "TargetAddress=127.0.0.1:" + target.address().getPort() + ",1\0";
            assertThat(answer).contains("TargetName=iqn.x:new\0" + portal, "TargetName=" + IQN + "\0" + portal);
        }
    }

    @Test
    void theSameInitiatorAgainTakesItsSessionsPlace() throws Exception {
        try (TestInitiator first = loggedIn("same");
                TestInitiator second = loggedIn("same")) {
            assertThat(first.isClosedByTarget()).isTrue();
            await(CloseReason.REINSTATED);
            assertThat(second.read(0, 1)).isEqualTo(part(0, 1));
            assertThat(target.sessions()).isEqualTo(1);
        }
    }

    @Test
    void sessionsOverTheLimitHearSo() throws Exception {
        try (TestInitiator a = loggedIn("a");
                TestInitiator b = loggedIn("b");
                TestInitiator c = loggedIn("c");
                TestInitiator d = new TestInitiator(target.address())) {
            assertThat(d.login("d", IQN, ISID).status()).isEqualTo(0x0302);
            assertThat(d.isClosedByTarget()).isTrue();
            await(LoginRefusal.TOO_MANY_SESSIONS);
            assertThat(a.read(0, 1)).isEqualTo(part(0, 1));
            assertThat(List.of(b, c)).isNotEmpty();
        }
    }

    @Test
    void aTargetThatIsNotThereIsRefused() throws Exception {
        try (TestInitiator initiator = new TestInitiator(target.address())) {
            assertThat(initiator.login("a", "iqn.x:none", ISID).status()).isEqualTo(0x0203);
            assertThat(initiator.isClosedByTarget()).isTrue();
        }
    }

    @Test
    void anImageThatBecameUnusableIsRefused() throws Exception {
        images.put("iqn.x:odd", Files.write(directory.resolve("odd"), new byte[513]));
        try (TestInitiator initiator = new TestInitiator(target.address())) {
            assertThat(initiator.login("a", "iqn.x:odd", ISID).status()).isEqualTo(0x0301);
        }
    }

    @Test
    void anImageThatIsNoWholeNumberOfBlocksStopsTheStart() throws IOException {
        Path odd = Files.write(directory.resolve("odd"), new byte[1000]);
        images.put("iqn.x:odd", odd);
        assertThatThrownBy(() -> IscsiTarget.start(listeners, IscsiConfig.at(loopback()), targets(), IscsiEvents.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(odd.toString());
    }

    @Test
    void aConnectionThatDoesNotLogInIsClosed() throws Exception {
        restart(new IscsiLimits(3, 3, Duration.ofMillis(300), Duration.ofSeconds(30), 262_144));
        try (TestInitiator silent = new TestInitiator(target.address())) {
            assertThat(silent.isClosedByTarget()).isTrue();
            await(CloseReason.LOGIN_TIMEOUT);
        }
    }

    @Test
    void aSilentPeerIsAskedAndDropped() throws Exception {
        restart(new IscsiLimits(3, 3, Duration.ofSeconds(10), Duration.ofMillis(300), 262_144));
        try (TestInitiator silent = loggedIn("silent")) {
            assertThat(((NopIn) silent.receive()).transferTag()).isNotEqualTo(-1);
            assertThat(silent.isClosedByTarget()).isTrue();
            await(CloseReason.PEER_SILENT);
        }
    }

    @Test
    void garbageAndWhatIsTooLongEndTheConnectionAndAreCounted() throws Exception {
        try (TestInitiator stranger = new TestInitiator(target.address())) {
            stranger.send(Bytes.utf8("GET / HTTP/1.1\r\nHost: iscsi.example.net.example\r\n\r\n")
                    .toArray());
            assertThat(stranger.isClosedByTarget()).isTrue();
            await(MalformedPdu.Reason.DATA_SEGMENT_TOO_LONG);
        }
        try (TestInitiator early = new TestInitiator(target.address())) {
            early.sendRead(0, 1);
            assertThat(early.isClosedByTarget()).isTrue();
            await(MalformedPdu.Reason.OUT_OF_STATE);
        }
    }

    @Test
    void sessionsOfARemovedTargetAreAskedToGoAndOthersStay() throws Exception {
        restart(new IscsiLimits(3, 3, Duration.ofSeconds(10), Duration.ofSeconds(1), 262_144));
        images.put("iqn.x:other", images.get(IQN));
        try (TestInitiator stays = new TestInitiator(target.address());
                TestInitiator goes = loggedIn("goes")) {
            stays.login("stays", "iqn.x:other", ISID);
            images.remove(IQN);
            AsyncMessage asked = (AsyncMessage) goes.receiveBut(NopIn.class);
            assertThat(asked.event()).isEqualTo(1);
            goes.send(new LogoutRequest(true, 0, 9, 0, 1, 0));
            assertThat(goes.isClosedByTarget()).isTrue();
            await(CloseReason.LOGOUT);
            stays.sendRead(0, 1);
            assertThat(((DataIn) stays.receiveBut(NopIn.class)).data()).isEqualTo(Bytes.of(part(0, 1)));
        }
    }

    @Test
    void closingTheTargetEndsItsSessions() throws Exception {
        try (TestInitiator initiator = loggedIn("a")) {
            target.close();
            assertThat(initiator.isClosedByTarget()).isTrue();
            await(CloseReason.SHUTDOWN);
        }
    }

    private TestInitiator loggedIn(String name) throws IOException, MalformedPdu {
        TestInitiator initiator = new TestInitiator(target.address());
        assertThat(initiator.login(name, IQN, ISID).status()).isZero();
        return initiator;
    }

    /// Skips what was heard before it.
    private void await(Object event) {
        Await.await(event.toString()).until(() -> event.equals(heard.poll()));
    }

    private byte[] part(int lba, int blocks) {
        return Arrays.copyOfRange(content, lba * 512, (lba + blocks) * 512);
    }

    private void restart(IscsiLimits limits) throws IOException {
        target.close();
        start(limits);
    }

    private void start(IscsiLimits limits) throws IOException {
        target = IscsiTarget.start(listeners, IscsiConfig.at(loopback()).with(limits), targets(), events());
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private IscsiTargets targets() {
        return new IscsiTargets() {
            @Override
            public Optional<Path> image(String iqn) {
                return Optional.ofNullable(images.get(iqn));
            }

            @Override
            public List<String> names() {
                return List.copyOf(images.keySet());
            }
        };
    }

    private IscsiEvents events() {
        return new IscsiEvents() {
            @Override
            public void loggedOut(IscsiPeer peer, CloseReason reason, Traffic traffic) {
                heard.add(reason);
            }

            @Override
            public void closedBeforeLogin(InetSocketAddress remote, CloseReason reason) {
                heard.add(reason);
            }

            @Override
            public void loginRefused(InetSocketAddress remote, LoginRefusal reason) {
                heard.add(reason);
            }

            @Override
            public void malformed(InetSocketAddress remote, MalformedPdu.Reason reason) {
                heard.add(reason);
            }
        };
    }
}
