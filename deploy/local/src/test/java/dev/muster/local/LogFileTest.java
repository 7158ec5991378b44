package dev.muster.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    @TempDir
    Path directory;

    @Test
    void fullLogMovesAsideOnce() throws Exception {
        Path path = directory.resolve("logs/region.log");
        try (LogFile log = LogFile.at(path, 10)) {
            for (String line : new String[] {"first line", "second line", "third line"}) {
                log.line(line);
            }
        }
        assertThat(path).hasContent("third line");
        assertThat(directory.resolve("logs/region.log.1")).hasContent("second line");
    }

    @Test
    void logGoesOnAfterARestart() throws Exception {
        Path path = directory.resolve("region.log");
        try (LogFile log = LogFile.at(path)) {
            log.line("before");
        }
        try (LogFile log = LogFile.at(path)) {
            log.line("after");
        }
        assertThat(Files.readAllLines(path)).containsExactly("before", "after");
    }
}
