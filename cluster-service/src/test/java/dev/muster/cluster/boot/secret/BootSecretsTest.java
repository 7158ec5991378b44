package dev.muster.cluster.boot.secret;

import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.iscsi.session.ChapSecrets.Credential;
import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootSecretsTest {
    private static final MacAddress MACHINE = MacAddress.of("52:54:00:00:00:01");
    private static final MacAddress OTHER = MacAddress.of("52:54:00:00:00:02");
    private static final int HEADER = 8;

    @TempDir
    Path directory;

    private volatile Instant now = Instant.parse("2026-11-28T08:00:00Z");
    private Path folder;
    private BootSecrets secrets;

    @BeforeEach
    void open() throws IOException {
        folder = directory.resolve("boot-secrets");
        secrets = BootSecrets.open(folder, () -> now);
    }

    @AfterEach
    void close() throws IOException {
        secrets.close();
    }

    @Test
    void eachConfigurationHasASecretOfItsOwn() {
        Credential first = secrets.issue(MACHINE);
        Credential second = secrets.issue(MACHINE);

        assertThat(first.secret()).hasSize(32).isNotEqualTo(second.secret());
        assertThat(secrets.credential(MACHINE, first.name())).contains(first);
        assertThat(secrets.credential(MACHINE, second.name())).contains(second);
    }

    @Test
    void aSecretIsItsMachinesAlone() {
        Credential ofMachine = secrets.issue(MACHINE);

        assertThat(secrets.credential(OTHER, ofMachine.name())).get().isNotEqualTo(ofMachine);
    }

    @Test
    void theNextBootEndsTheSecretOfTheLast() {
        Credential former = secrets.issue(MACHINE);
        secrets.used(MACHINE, former.name());
        Credential next = secrets.issue(MACHINE);
        assertThat(secrets.credential(MACHINE, former.name())).contains(former);

        secrets.used(MACHINE, next.name());

        assertThat(secrets.credential(MACHINE, former.name())).isEmpty();
        assertThat(secrets.credential(MACHINE, next.name())).contains(next);
    }

    @Test
    void aMachineThatComesBackByAnOlderOneBringsNoneBack() {
        Credential former = secrets.issue(MACHINE);
        Credential next = secrets.issue(MACHINE);
        secrets.used(MACHINE, next.name());
        secrets.used(MACHINE, former.name());

        assertThat(secrets.credential(MACHINE, former.name())).isEmpty();
    }

    @Test
    void aSecretThatIsInUseHasNoEndAndOneThatWasNeverUsedHas() {
        Credential running = secrets.issue(MACHINE);
        Credential unused = secrets.issue(OTHER);
        secrets.used(MACHINE, running.name());

        now = now.plus(BootSecrets.UNUSED_LIFE).plusSeconds(1);

        assertThat(secrets.credential(MACHINE, running.name())).contains(running);
        assertThat(secrets.credential(OTHER, unused.name())).isEmpty();
    }

    @Test
    void aClockThatWentBackMakesNoSecretThatIsOverAtOnce() throws IOException {
        secrets.used(MACHINE, secrets.issue(MACHINE).name());
        secrets.close();
        now = now.minus(Duration.ofDays(400));
        secrets = BootSecrets.open(folder, () -> now);

        Credential next = secrets.issue(MACHINE);

        assertThat(secrets.credential(MACHINE, next.name())).contains(next);
    }

    @Test
    void afterAKillARunningMachineComesBackAndItsFormerSecretDoesNot() throws IOException {
        Credential former = secrets.issue(MACHINE);
        Credential running = secrets.issue(MACHINE);
        secrets.used(MACHINE, running.name());

        // as it is when the process is killed: nobody has closed anything
        try (var after = BootSecrets.open(killed(1), () -> now)) {
            assertThat(after.credential(MACHINE, running.name())).contains(running);
            assertThat(after.credential(MACHINE, former.name())).isEmpty();
        }
    }

    @Test
    void afterAKillAMachineOnItsWayLogsIn() throws IOException {
        Credential onItsWay = secrets.issue(MACHINE);

        try (var after = BootSecrets.open(killed(0), () -> now)) {
            assertThat(after.credential(MACHINE, onItsWay.name())).contains(onItsWay);
        }
    }

    @Test
    void namesOfOthersAreNoneOfThese() {
        assertThat(secrets.credential(MACHINE, "rack1")).isEmpty();
        assertThat(secrets.credential(MACHINE, "boot-")).isEmpty();
        assertThat(secrets.credential(MACHINE, "boot-" + "9".repeat(16))).isEmpty();
        secrets.used(MACHINE, "rack1");
        assertThat(secrets.credential(MACHINE, secrets.issue(MACHINE).name())).isPresent();
    }

    @Test
    void nothingIsOnTheDiskThatOthersMayRead() throws IOException {
        Credential issued = secrets.issue(MACHINE);
        secrets.used(MACHINE, issued.name());

        assertThat(Files.getPosixFilePermissions(folder.resolve("key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(issued).hasToString(issued.name());
        await().until(() -> Files.size(folder.resolve("used")) > HEADER);
        assertThat(Files.readString(folder.resolve("used"), StandardCharsets.ISO_8859_1))
                .doesNotContain(issued.secret());
    }

    @Test
    void aKeyThatIsNoneOrThatOthersMayReadStopsTheStart() throws IOException {
        secrets.close();
        Path key = folder.resolve("key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> BootSecrets.open(folder, () -> now)).hasMessage(key + " holds a key: chmod 600 it");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(key, "beef\n");
        assertThatThrownBy(() -> BootSecrets.open(folder, () -> now))
                .hasMessageContaining(key.toString())
                .hasMessageNotContaining("beef");
        Files.delete(key);
        secrets = BootSecrets.open(folder, () -> now);
    }

    /// The folder as a killed process leaves it, in a place where its lock is not.
    private Path killed(int records) throws IOException {
        await().until(() -> Files.size(folder.resolve("used")) >= HEADER + (long) records * BootUseRecords.LENGTH);
        Path copy = Files.createDirectories(directory.resolve("killed"));
        for (String file : new String[] {"key", "used"}) {
            Files.copy(folder.resolve(file), copy.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
        return copy;
    }
}
