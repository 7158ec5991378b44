package dev.muster.cluster.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A TFTP client of this machine, run to its end.
///
/// @param folder for what it says
record ClientProgram(List<String> line, Path folder) {
    boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, line.getFirst())));
    }

    /// To its end: `exit 0`, or its exit code and what it said.
    String run() throws Exception {
        var output = folder.resolve("output");
        var process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as("%s ends", line)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        String said = process.exitValue() == 0 ? "" : ": " + Files.readString(output, StandardCharsets.UTF_8);
        return "exit " + process.exitValue() + said;
    }
}
