package dev.muster.cluster.iscsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// libiscsi's `iscsi-test-cu`, one process per family, and the files that say which tests must pass.
///
/// A test that the tool skips counts for nothing, although the tool itself takes it for passed.
record ConformanceSuite(String url, List<String> options, Predicate<String> families, int atOnce) {
    private static final int AT_ONCE = 4;
    private static final Pattern RESERVING = Pattern.compile("SCSI\\.(Prin|Prout|Reserve6).*");

    /// All families, some at a time.
    ConformanceSuite(String url, List<String> options) {
        this(url, options, family -> true, AT_ONCE);
    }

    /// The families that reserve the unit, one after the other: they shut all others out.
    static ConformanceSuite ofReservations(String url, List<String> options) {
        return new ConformanceSuite(url, options, RESERVING.asMatchPredicate(), 1);
    }

    /// What the tool said of one test.
    record Verdict(boolean passed, boolean skipped, String output) {}

    private static final Pattern FAMILY = Pattern.compile("(SCSI|iSCSI)\\.\\w+");
    private static final Pattern TEST = Pattern.compile("  Test: (\\S+) \\.\\.\\.");

    /// Runs all families that the tool has.
    SequencedMap<String, Verdict> run() throws IOException, InterruptedException, ExecutionException {
        List<Future<Map<String, Verdict>>> running = new ArrayList<>();
        SequencedMap<String, Verdict> verdicts = new TreeMap<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(atOnce)) {
            for (String family : say(List.of("iscsi-test-cu", "--list")).split("\\s+")) {
                if (FAMILY.matcher(family).matches() && families.test(family)) {
                    running.add(executor.submit(() -> run(family)));
                }
            }
            for (Future<Map<String, Verdict>> family : running) {
                verdicts.putAll(family.get());
            }
        }
        return verdicts;
    }

    private Map<String, Verdict> run(String family) throws IOException, InterruptedException {
        // 124 from timeout(1): the tests that were not reached are not passed
        List<String> command = new ArrayList<>(List.of("timeout", "90", "iscsi-test-cu", "-v", "-g", "-t", family));
        command.addAll(options);
        command.add(url);
        return parse(family, say(command));
    }

    /// Each test is told as `  Test: Name ...`, what it has to say, then `passed` or `FAILED` and its reasons.
    static SequencedMap<String, Verdict> parse(String family, String output) {
        SequencedMap<String, Verdict> verdicts = new TreeMap<>();
        Matcher test = TEST.matcher(output);
        for (boolean found = test.find(); found; ) {
            String name = family + "." + test.group(1);
            int from = test.end();
            found = test.find();
            String told = output.substring(from, found ? test.start() : output.length());
            boolean failed = told.contains("FAILED\n");
            boolean passed = !failed && (told.startsWith("passed") || told.contains("\npassed"));
            verdicts.put(name, new Verdict(passed, told.contains("[SKIPPED]"), told.strip()));
        }
        return verdicts;
    }

    /// Fails when a test of the list no longer passes, and names it; tells those that the list lacks.
    static void compare(SequencedMap<String, Verdict> verdicts, String list) {
        SequencedSet<String> expected = expected(list);
        SequencedSet<String> lost = new TreeSet<>();
        for (String name : expected) {
            Verdict verdict = verdicts.get(name);
            if (verdict == null || !verdict.passed() || verdict.skipped()) {
                lost.add(name + ": " + (verdict == null ? "was not run" : verdict.output()));
            }
        }
        verdicts.forEach((name, verdict) -> {
            if (verdict.passed() && !verdict.skipped() && !expected.contains(name)) {
                System.out.println("iSCSI conformance: passes and is not yet in " + list + ": " + name);
            }
        });
        assertThat(lost).as("tests that passed once, see " + list).isEmpty();
    }

    private static SequencedSet<String> expected(String list) {
        try (InputStream in = ConformanceSuite.class.getResourceAsStream(list)) {
            assertThat(in).as(list).isNotNull();
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            SequencedSet<String> names = new TreeSet<>();
            text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(names::add);
            return names;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String say(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
