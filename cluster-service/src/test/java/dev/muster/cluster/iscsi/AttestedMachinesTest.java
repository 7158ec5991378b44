package dev.muster.cluster.iscsi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.disk.Room;
import dev.muster.cluster.iscsi.IscsiOverlays.Mode;
import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.server.IscsiTarget;
import dev.muster.cluster.iscsi.session.LoginRefusal;
import dev.muster.cluster.net.Listeners;
import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Machines that enlist all say the same of themselves. Who they are is what the cluster attests.
class AttestedMachinesTest {
    private static final String IQN = "iqn.2004-05.com.ubuntu:maas:one";
    private static final String SHARED_NAME = "maas-enlist";
    private static final long ISID = 0x00023d000000L;
    private static final int RESERVATION_CONFLICT = 0x18;
    private static final Bytes IMAGE = Bytes.hex("00".repeat(512));
    private static final Bytes WRITTEN = Bytes.hex("5a".repeat(512));
    private static final InetAddress ONE = InetAddress.ofLiteral("127.0.0.2");
    private static final InetAddress OTHER = InetAddress.ofLiteral("127.0.0.3");

    @TempDir
    Path directory;

    private final Map<InetAddress, MacAddress> attested = new ConcurrentHashMap<>();
    private final BlockingQueue<LoginRefusal> refused = new LinkedBlockingQueue<>();
    private final Listeners listeners = new Listeners(1);
    private IscsiTarget target;

    @BeforeEach
    void twoMachines() throws IOException {
        attested.put(ONE, MacAddress.of("52:54:00:00:00:01"));
        attested.put(OTHER, MacAddress.of("52:54:00:00:00:02"));
        Files.write(directory.resolve("image"), new byte[1024 * 1024]);
        start(Mode.NODE);
    }

    @AfterEach
    void stop() {
        target.close();
        listeners.close();
    }

    @Test
    void machinesOfOneInitiatorNameDoNotShareWhatTheyWrite() throws Exception {
        try (var one = loggedIn(ONE);
                var other = loggedIn(OTHER)) {
            assertThat(one.write(0, WRITTEN)).isZero();
            assertThat(one.read(0, 1)).isEqualTo(WRITTEN.toArray());
            assertThat(other.read(0, 1)).isEqualTo(IMAGE.toArray());
        }
        assertThat(kept()).containsExactlyInAnyOrder("node-52:54:00:00:00:01", "node-52:54:00:00:00:02");
    }

    @Test
    void aMachineFindsItsWritesAtAnotherAddress() throws Exception {
        try (var before = loggedIn(ONE)) {
            before.write(0, WRITTEN);
        }
        attested.put(OTHER, attested.remove(ONE));
        try (var after = loggedIn(OTHER)) {
            assertThat(after.read(0, 1)).isEqualTo(WRITTEN.toArray());
        }
    }

    @Test
    void whoIsNotAttestedIsRefusedWhereWritesAreKept() throws Exception {
        try (var one = loggedIn(ONE)) {
            one.write(0, WRITTEN);
        }
        attested.remove(ONE);
        try (var stranger = new TestInitiator(target.address(), ONE)) {
            assertThat(stranger.login(SHARED_NAME, IQN, ISID).status()).isEqualTo(0x0202);
            assertThat(stranger.isClosedByTarget()).isTrue();
        }
        assertThat(refused.poll(20, TimeUnit.SECONDS)).isEqualTo(LoginRefusal.NOT_ATTESTED);
        assertThat(kept()).containsExactly("node-52:54:00:00:00:01");
    }

    @Test
    void whoOnlyReadsNeedNotBeAttested() throws Exception {
        restart(Mode.OFF);
        attested.clear();
        try (var anybody = loggedIn(ONE)) {
            assertThat(anybody.read(0, 1)).isEqualTo(IMAGE.toArray());
        }
    }

    @Test
    void whoHasTakenAnAddressDoesNotTakeTheMachinesSession() throws Exception {
        restart(Mode.OFF);
        try (var machine = loggedIn(ONE)) {
            attested.remove(ONE);
            try (var stranger = loggedIn(ONE)) {
                assertThat(stranger.read(0, 1)).isEqualTo(IMAGE.toArray());
                assertThat(machine.read(0, 1)).isEqualTo(IMAGE.toArray());
                assertThat(target.sessions()).isEqualTo(2);
            }
        }
    }

    @Test
    void whoHasTakenAnAddressDoesNotHoldTheMachinesReservation() throws Exception {
        restart(Mode.SESSION);
        try (var machine = loggedIn(ONE)) {
            assertThat(machine.status(reserveOut(6), Bytes.hex("%016x%016x%016x".formatted(0, 11, 0))))
                    .isZero();
            assertThat(machine.status(reserveOut(1), Bytes.hex("%016x%016x%016x".formatted(11, 0, 0))))
                    .isZero();
            assertThat(machine.write(0, WRITTEN)).isZero();
            attested.remove(ONE);
            try (var stranger = loggedIn(ONE)) {
                assertThat(stranger.write(0, WRITTEN)).isEqualTo(RESERVATION_CONFLICT);
            }
        }
    }

    /// PERSISTENT RESERVE OUT, for exclusive access.
    private static Bytes reserveOut(int action) {
        return Bytes.hex("5f %02x 03 0000 00000018 00 000000000000".formatted(action));
    }

    private TestInitiator loggedIn(InetAddress from) throws Exception {
        var initiator = new TestInitiator(target.address(), from);
        assertThat(initiator.login(SHARED_NAME, IQN, ISID).status()).isZero();
        return initiator;
    }

    private List<String> kept() throws IOException {
        try (Stream<Path> nodes = Files.list(directory.resolve("overlays/nodes"))) {
            return nodes.map(node -> node.getFileName().toString()).toList();
        }
    }

    private void restart(Mode writes) throws IOException {
        target.close();
        start(writes);
    }

    private void start(Mode writes) throws IOException {
        var config = IscsiConfig.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .with(new IscsiOverlays(writes, directory.resolve("overlays"), 1 << 20, Room.UNBOUNDED, Duration.ZERO))
                .attestedBy(address -> Optional.ofNullable(attested.get(address)))
                .withReservations(writes == Mode.SESSION);
        var events = new IscsiEvents() {
            @Override
            public void loginRefused(InetSocketAddress remote, LoginRefusal reason) {
                refused.add(reason);
            }
        };
        target = IscsiTarget.start(listeners, config, new OneImage(), events);
    }

    private final class OneImage implements IscsiTargets {
        @Override
        public Optional<Path> image(String iqn) {
            return Optional.of(directory.resolve("image"));
        }

        @Override
        public List<String> names() {
            return List.of(IQN);
        }
    }
}
