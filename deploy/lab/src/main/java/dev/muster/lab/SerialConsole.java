package dev.muster.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/// The serial console of a machine: each line with the seconds since power-on, kept and written to a file.
/// It is the proof of what the machine itself saw.
public final class SerialConsole {
    private static final int LONGEST_LINE = 4096;
    private static final Pattern ESCAPES =
            Pattern.compile("\\e\\[[0-9;?]*[A-Za-z]|\\e[()][A-Z0-9]|[\\x00-\\x08\\x0b-\\x1f]");

    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final long start = System.nanoTime();

    private SerialConsole() {}

    /// Reads the console until its end, in the background; the file is added to.
    static SerialConsole follow(InputStream console, Path log) throws IOException {
        var serial = new SerialConsole();
        Files.createDirectories(log.toAbsolutePath().getParent());
        var writer = Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        Thread.ofVirtual().name("serial").start(() -> serial.read(console, writer));
        return serial;
    }

    private void read(InputStream console, Writer log) {
        try (log;
                var reader = new BufferedReader(new InputStreamReader(console, StandardCharsets.UTF_8))) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                String clean = ESCAPES.matcher(text).replaceAll("");
                clean = clean.length() > LONGEST_LINE ? clean.substring(0, LONGEST_LINE) : clean;
                var line = new Line(Duration.ofNanos(System.nanoTime() - start), clean);
                lines.add(line);
                log.write(line + "\n");
                log.flush();
            }
        } catch (IOException end) {
            // The machine was switched off.
        }
    }

    /// The first line in which the pattern is found so far.
    public Optional<Line> find(Pattern pattern) {
        return lines.stream()
                .filter(line -> pattern.matcher(line.text()).find())
                .findFirst();
    }

    /// The last lines, for a report of what went wrong.
    public List<Line> tail(int count) {
        var all = List.copyOf(lines);
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    /// One line and when it was seen.
    public record Line(Duration sincePowerOn, String text) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "[%8.3f] %s", sincePowerOn.toMillis() / 1000.0, text);
        }
    }
}
