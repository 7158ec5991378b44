package dev.muster.cluster.boot.snapshot;

import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.images.ImageStore;
import dev.muster.model.image.ImageName;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A cluster that is killed while machines boot: each gets the root of the kernel that it has.
class RememberedChoicesTest {
    private static final String OLD = "snapshot-20261120-080000";
    private static final String NEW = "snapshot-20261122-100000";
    private static final ImageName IMAGE = new ImageName("debian", "amd64", "generic", "bookworm", "release");
    private static final InetAddress MACHINE = InetAddress.ofLiteral("10.0.0.9");
    private static final InetAddress OVER_IPV6 = InetAddress.ofLiteral("fd00::9");
    private static final Instant T0 = Instant.parse("2026-11-24T08:00:00Z");

    @TempDir
    private Path root;

    private volatile Instant now = T0;
    private final InstantSource clock = () -> now;
    private Path journal;

    @BeforeEach
    void name() {
        journal = root.resolve("boots/choices");
    }

    @Test
    void kernelAndRootMatchAfterTheClusterWasKilled() throws Exception {
        publish(OLD);
        try (var snapshots = open(journal)) {
            snapshots.forMachine(MACHINE);
            snapshots.forMachine(OVER_IPV6);
            // as it is when the process is killed: nobody has closed anything
            try (var after = open(killed(2))) {
                publish(NEW);
                assertThat(disk(after, MACHINE)).contains(OLD);
                assertThat(disk(after, OVER_IPV6)).contains(OLD);
                assertThat(disk(after, InetAddress.ofLiteral("10.0.0.10"))).contains(NEW);
            }
        }
    }

    @Test
    void theLastConfigurationCounts() throws Exception {
        publish(OLD);
        try (var snapshots = open(journal)) {
            snapshots.forMachine(MACHINE);
            publish(NEW);
            snapshots.forMachine(MACHINE);
            try (var after = open(killed(2))) {
                publish(OLD);
                assertThat(disk(after, MACHINE)).contains(NEW);
            }
        }
    }

    @Test
    void aChoiceThatIsMadeAgainIsNotWrittenAgainForAWhile() throws Exception {
        publish(OLD);
        try (var snapshots = open(journal)) {
            for (int i = 0; i < 5; i++) {
                snapshots.forMachine(MACHINE);
            }
        }
        assertThat(Files.size(journal)).isEqualTo(8 + ChoiceRecords.LENGTH);
        now = T0.plus(Duration.ofHours(2));
        try (var snapshots = open(journal)) {
            snapshots.forMachine(MACHINE);
        }
        assertThat(Files.size(journal)).isEqualTo(8 + 2 * ChoiceRecords.LENGTH);
    }

    @Test
    void aChoiceIsForgottenInTheEnd() throws Exception {
        publish(OLD);
        try (var snapshots = open(journal)) {
            snapshots.forMachine(MACHINE);
            publish(NEW);
            now = T0.plus(Duration.ofDays(29));
            assertThat(disk(snapshots, MACHINE)).contains(OLD);
            now = T0.plus(Duration.ofDays(31));
            assertThat(disk(snapshots, MACHINE)).contains(NEW);
        }
    }

    @Test
    void spoiltRecordsAreLeftOut() {
        var form = new ChoiceRecords();
        var choice = new Choice(MACHINE, OLD, T0);
        var random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            var record = ByteBuffer.allocate(ChoiceRecords.LENGTH);
            form.put(choice, record);
            assertThat(form.take(record.flip())).contains(choice);
            record.put(random.nextInt(ChoiceRecords.LENGTH), (byte) random.nextInt(256));
            form.take(record.rewind()).ifPresent(read -> assertThat(read).isEqualTo(choice));
            assertThat(record.position()).isEqualTo(ChoiceRecords.LENGTH);
            random.nextBytes(record.array());
            assertThat(form.take(record.rewind())).isEmpty();
        }
    }

    private BootSnapshots open(Path file) throws IOException {
        return BootSnapshots.open(
                new ImageStore(root), _ -> Optional.empty(), new BootSnapshots.Settings(file, 5248, _ -> false), clock);
    }

    /// The journal as a killed process leaves it, in a place where its lock is not.
    private Path killed(int records) throws Exception {
        await("written").until(() -> Files.size(journal) >= 8 + (long) records * ChoiceRecords.LENGTH);
        return Files.copy(journal, root.resolve("killed"));
    }

    private static String disk(BootSnapshots snapshots, InetAddress machine) {
        return String.valueOf(snapshots.image(IMAGE.iscsiName(), machine).orElseThrow());
    }

    private void publish(String name) throws IOException {
        Path image = Files.createDirectories(root.resolve(name).resolve(IMAGE.path()));
        for (String file : List.of("boot-kernel", "boot-initrd", "root-image")) {
            Files.writeString(image.resolve(file), file);
        }
        Files.deleteIfExists(root.resolve("current"));
        Files.createSymbolicLink(root.resolve("current"), Path.of(name));
    }
}
