package dev.muster.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Lists the integration tests that failed and then passed when they were run again. Maven says so in the middle of
/// thousands of lines and calls the run a success; this is said at its end.
public final class Flakes {
    private static final PathMatcher REPORTS =
            FileSystems.getDefault().getPathMatcher("glob:**/target/failsafe-reports/TEST-*.xml");

    /// `deploy/lab/target/failsafe-reports/TEST-x.xml`
    private static final int DEPTH = 5;

    private static final int LENGTH = 200;

    private Flakes() {}

    /// @param args the project's folder, and the time from which reports are of this run, as in ISO 8601
    public static void main(String[] args) throws IOException, XMLStreamException {
        print(of(Path.of(args[0]), Instant.parse(args[1])), System.out);
    }

    /// @param first the message of the failure that did not come again
    record Flake(String test, String first) {}

    static void print(List<Flake> flakes, PrintStream out) {
        if (flakes.isEmpty()) {
            out.println("Flakes: none. No integration test had to be run again.");
            return;
        }
        out.println("Flakes: " + flakes.size() + ". These integration tests failed, and passed when they ran again:");
        flakes.forEach(flake -> out.println("  " + flake.test() + ": " + flake.first()));
    }

    static List<Flake> of(Path project, Instant since) throws IOException, XMLStreamException {
        List<Path> reports;
        try (Stream<Path> found = Files.find(
                project,
                DEPTH,
                (file, attributes) -> REPORTS.matches(file)
                        && !attributes.lastModifiedTime().toInstant().isBefore(since))) {
            reports = found.sorted().toList();
        }
        var flakes = new ArrayList<Flake>();
        for (Path report : reports) {
            try (var in = Files.newInputStream(report)) {
                flakes.addAll(read(in));
            }
        }
        return flakes;
    }

    /// Surefire's report: a `testcase` has a `flakyFailure` or a `flakyError` for each run before the good one.
    private static List<Flake> read(InputStream report) throws XMLStreamException {
        var flakes = new ArrayList<Flake>();
        var factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XMLStreamReader xml = factory.createXMLStreamReader(report);
        String test = "";
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamReader.START_ELEMENT) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "testcase" -> test = attribute(xml, "classname") + "." + attribute(xml, "name");
                case "flakyFailure", "flakyError" ->
                    flakes.add(new Flake(test, shortened(attribute(xml, "type") + ": " + attribute(xml, "message"))));
                default -> {}
            }
        }
        return flakes;
    }

    private static String attribute(XMLStreamReader xml, String name) {
        return Optional.ofNullable(xml.getAttributeValue(null, name)).orElse("");
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() > LENGTH ? line.substring(0, LENGTH) + "…" : line;
    }
}
