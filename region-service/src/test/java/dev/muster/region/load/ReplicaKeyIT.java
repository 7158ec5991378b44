package dev.muster.region.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.local.LocalPostgres;
import dev.muster.local.Placement;
import dev.muster.region.RegionProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two replicas on one database.
@Timeout(300)
class ReplicaKeyIT {
    @TempDir
    Path directory;

    @Test
    void aReplicaWithoutTheKeyOfTheFirstDoesNotStart() throws Exception {
        Path second = directory.resolve("second");
        try (var database = LocalPostgres.start(Placement.in(directory.resolve("postgres")));
                var first = RegionProcess.launch(directory.resolve("first"), database, Map.of())
                        .awaitReady()) {
            try (var other = RegionProcess.launch(second, database, Map.of())) {
                assertThat(other.awaitExit(Duration.ofMinutes(2))).isNotZero();
                assertThat(other.log())
                        .contains("there is no key in " + second.resolve("secrets.key"), "Copy the key file");
            }
            Files.copy(directory.resolve("first").resolve("secrets.key"), second.resolve("secrets.key"));
            try (var other = RegionProcess.launch(second, database, Map.of()).awaitReady()) {
                assertThat(other.isAlive()).isTrue();
            }
            assertThat(first.isAlive()).isTrue();
        }
    }
}
