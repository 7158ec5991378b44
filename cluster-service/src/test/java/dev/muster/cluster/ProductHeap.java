package dev.muster.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs a program in a process of its own, with as much memory as the cluster service is started with.
public final class ProductHeap {
    private static final List<String> MEMORY = List.of(
            "-Xmx192m", "-XX:MaxDirectMemorySize=128m", "-XX:MaxMetaspaceSize=128m", "-XX:ReservedCodeCacheSize=64m");
    private static final int PATIENCE_SECONDS = 240;

    private ProductHeap() {}

    /// To its end, which must be a good one.
    ///
    /// @param folder for what it says
    /// @return the numbers that it says, each as a line `name=number`
    public static Map<String, Integer> run(Class<?> program, Path folder, String... arguments) throws Exception {
        var output = folder.resolve("said");
        var process = start(program, output, arguments);
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("%s ends", program)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        var numbers = new HashMap<String, Integer>();
        for (String line : Files.readAllLines(output)) {
            int equals = line.indexOf('=');
            if (equals > 0 && line.substring(equals + 1).matches("-?\\d+")) {
                numbers.put(line.substring(0, equals), Integer.valueOf(line.substring(equals + 1)));
            }
        }
        return numbers;
    }

    /// Starts it; whoever does ends it.
    ///
    /// @param output takes what it says
    public static Process start(Class<?> program, Path output, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(MEMORY);
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path")));
        command.add(program.getName());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }
}
