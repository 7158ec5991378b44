package dev.muster.cluster.iscsi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.boot.secret.BootSecrets;
import dev.muster.cluster.iscsi.server.IscsiTarget;
import dev.muster.cluster.iscsi.session.ChapSecrets;
import dev.muster.cluster.iscsi.session.ChapSecrets.Credential;
import dev.muster.cluster.net.Listeners;
import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A target where everybody has to prove who he is, and machines that boot from it.
class BootLoginTest {
    private static final String IQN = "iqn.2004-05.com.ubuntu:maas:one";
    private static final int REFUSED = 0x0201;
    private static final InetAddress ONE = InetAddress.ofLiteral("127.0.0.2");
    private static final InetAddress OTHER = InetAddress.ofLiteral("127.0.0.3");
    private static final InetAddress NOBODYS = InetAddress.ofLiteral("127.0.0.4");
    private static final MacAddress MACHINE = MacAddress.of("52:54:00:00:00:01");
    private static final MacAddress ANOTHER = MacAddress.of("52:54:00:00:00:02");

    @TempDir
    Path directory;

    private final Map<InetAddress, MacAddress> attested = new ConcurrentHashMap<>(Map.of(ONE, MACHINE, OTHER, ANOTHER));
    private final Listeners listeners = new Listeners(1);
    private BootSecrets secrets;
    private IscsiTarget target;

    @BeforeEach
    void start() throws IOException {
        Files.write(directory.resolve("image"), new byte[1024 * 1024]);
        secrets = BootSecrets.open(directory.resolve("boot-secrets"), InstantSource.system());
        target = started(ChapSecrets.none().demandedOfAll());
    }

    private IscsiTarget started(ChapSecrets chap) throws IOException {
        var config = IscsiConfig.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .attestedBy(address -> Optional.ofNullable(attested.get(address)))
                .with(chap)
                .with(secrets);
        return IscsiTarget.start(listeners, config, new OneImage(), IscsiEvents.NONE);
    }

    @AfterEach
    void stop() throws IOException {
        target.close();
        listeners.close();
        secrets.close();
    }

    @Test
    void aMachineReadsItsRootByTheSecretOfItsBoot() throws Exception {
        try (var machine = new TestInitiator(target.address(), ONE)) {
            assertThat(machine.login(secrets.issue(MACHINE), IQN)).isZero();
            assertThat(machine.read(0, 1)).isEqualTo(new byte[512]);
        }
    }

    @Test
    void withoutASecretOrWithAWrongOneNobodyLogsIn() throws Exception {
        Credential right = secrets.issue(MACHINE);

        assertThat(status(ONE, new Credential(right.name(), "0".repeat(32)))).isEqualTo(REFUSED);
        assertThat(status(ONE, new Credential("boot-1", right.secret()))).isEqualTo(REFUSED);
        try (var silent = new TestInitiator(target.address(), ONE)) {
            assertThat(silent.login("maas-enlist", IQN, 1).status()).isEqualTo(REFUSED);
        }
    }

    @Test
    void fromAnotherAddressASecretIsOfNoUse() throws Exception {
        Credential ofMachine = secrets.issue(MACHINE);

        assertThat(status(OTHER, ofMachine)).isEqualTo(REFUSED);
        assertThat(status(NOBODYS, ofMachine)).isEqualTo(REFUSED);
        attested.remove(ONE);
        assertThat(status(ONE, ofMachine)).isEqualTo(REFUSED);
    }

    @Test
    void aMachineThatLostItsSessionComesBackUntilItBootsAnew() throws Exception {
        Credential running = secrets.issue(MACHINE);
        assertThat(status(ONE, running)).isZero();
        Credential next = secrets.issue(MACHINE);
        assertThat(status(ONE, running)).isZero();

        assertThat(status(ONE, next)).isZero();

        assertThat(status(ONE, running)).isEqualTo(REFUSED);
        assertThat(status(ONE, next)).isZero();
    }

    @Test
    void aMachineThatBootedWithASecretComesBackWhereNoneIsWantedAnyMore() throws Exception {
        Credential running = secrets.issue(MACHINE);
        target.close();
        target = started(ChapSecrets.none());

        assertThat(status(ONE, running)).isZero();
    }

    private int status(InetAddress from, Credential credential) throws Exception {
        try (var initiator = new TestInitiator(target.address(), from)) {
            return initiator.login(credential, IQN);
        }
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
