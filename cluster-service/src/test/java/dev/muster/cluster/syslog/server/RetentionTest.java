package dev.muster.cluster.syslog.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.syslog.RetentionLimits;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final long MIB = 1 << 20;

    @TempDir
    Path logs;

    @Test
    void whatIsTooOldGoesWithItsFolders() throws IOException {
        file("web/2026/01/31/messages", 1);
        file("web/2026/02/07/messages", 1);
        file("web/2026/02/08/messages", 1);
        file("db/2025/12/31/messages", 1);
        assertThat(sweep(new RetentionLimits(Duration.ofDays(30), 1 << 30, 1 << 30)))
                .isEqualTo(3);
        assertThat(files()).containsExactly("web/2026/02/08/messages");
        assertThat(logs.resolve("db")).doesNotExist();
        assertThat(logs.resolve("web/2026/01")).doesNotExist();
    }

    @Test
    void aHostKeepsItsNewestFilesOnly() throws IOException {
        file("loud/2026/03/09/messages", MIB);
        file("loud/2026/03/10/messages.1", MIB);
        file("loud/2026/03/10/messages.2", MIB);
        file("loud/2026/03/10/messages.10", MIB);
        file("loud/2026/03/10/messages", MIB);
        file("quiet/2026/03/01/messages", MIB);
        assertThat(sweep(new RetentionLimits(Duration.ofDays(30), 2 * MIB, 1 << 30)))
                .isEqualTo(3);
        assertThat(files())
                .containsExactly(
                        "loud/2026/03/10/messages", "loud/2026/03/10/messages.10", "quiet/2026/03/01/messages");
    }

    @Test
    void ofAllHostsTheOldestDaysGoFirst() throws IOException {
        file("a/2026/03/08/messages", MIB);
        file("b/2026/03/09/messages", MIB);
        file("c/2026/03/10/messages.1", MIB);
        file("c/2026/03/10/messages", MIB);
        assertThat(sweep(new RetentionLimits(Duration.ofDays(30), 1 << 30, 2 * MIB)))
                .isEqualTo(2);
        assertThat(files()).containsExactly("c/2026/03/10/messages", "c/2026/03/10/messages.1");
    }

    /// It is written in this very moment.
    @Test
    void theFileOfTodayStaysHoweverLargeItIs() throws IOException {
        file("loud/2026/03/10/messages", 4 * MIB);
        assertThat(sweep(new RetentionLimits(Duration.ofDays(1), MIB, MIB))).isZero();
        assertThat(files()).containsExactly("loud/2026/03/10/messages");
    }

    @Test
    void whatIsNotOursStays() throws IOException {
        file("web/2020/01/01/messages.gz", 1);
        file("web/2020/99/01/messages", 1);
        file("README", 1);
        assertThat(sweep(RetentionLimits.DEFAULT)).isZero();
        assertThat(files()).hasSize(3);
    }

    /// Such as `lost+found`, or one that changes while it is read.
    @Test
    void aFolderThatCannotBeReadKeepsNobodyElsesFiles() throws IOException {
        file("a/2026/01/01/messages", 1);
        file("m/2026/01/01/messages", 1);
        file("z/2026/01/01/messages", 1);
        file("a/2026/03/08/messages", 2 * MIB);
        file("z/2026/03/08/messages", 2 * MIB);
        var retention = new Retention(logs, new RetentionLimits(Duration.ofDays(30), 1 << 30, MIB), host -> {
            if (host.endsWith("m")) {
                throw new AccessDeniedException(host.toString());
            }
            return Retention.files(host);
        });
        assertThat(retention.sweep(NOW)).isEqualTo(4);
        assertThat(files()).containsExactly("m/2026/01/01/messages");
    }

    private int sweep(RetentionLimits limits) throws IOException {
        return new Retention(logs, limits).sweep(NOW);
    }

    private void file(String name, long bytes) throws IOException {
        Path path = logs.resolve(name);
        Files.createDirectories(path.getParent());
        Files.write(path, new byte[(int) bytes]);
    }

    private List<String> files() throws IOException {
        try (var tree = Files.walk(logs)) {
            return tree.filter(Files::isRegularFile)
                    .map(path -> logs.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }
}
