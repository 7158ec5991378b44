package dev.muster.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.testing.Requirements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every shell script of the checkout is as ShellCheck wants it, or says why it is not.
class ShellCheckIT {
    private static final Path CHECKOUT =
            Path.of(System.getProperty("muster.checkout", "../..")).normalize();
    private static final Set<String> NOT_OURS = Set.of(".git", "target");

    /// The first line: of a program, or of a part that another script sources.
    private static final Pattern FIRST_LINE =
            Pattern.compile("#!\\s*\\S*/(env\\s+)?(ba|da)?sh\\b.*|#\\s*shellcheck\\s.*\\bshell=.*");

    private static final int LONGEST_FIRST_LINE = 300;

    @BeforeAll
    static void tools() {
        Requirements.needTools("shellcheck");
    }

    @Test
    void everyScriptPasses() throws IOException {
        List<Path> scripts = scripts();
        assertThat(scripts)
                .map(script -> CHECKOUT.relativize(script).toString())
                .contains("mvnw", ".ci/run", "deploy/muster", "deploy/lib/up.sh", "deploy/images/build-ephemeral")
                .contains("deploy/images/ephemeral/initramfs/scripts/squash")
                .contains("region-service/src/main/resources/commissioning/scripts/00-maas-01-lshw");
        var words = Stream.concat(
                Stream.of("shellcheck", "--external-sources", "--format=gcc"),
                scripts.stream().map(Path::toString));
        Command.Result result = Command.of(words.toArray(String[]::new)).run();
        assertThat(result.output()).as("what shellcheck finds").isEmpty();
        assertThat(result.code()).isZero();
    }

    private static List<Path> scripts() throws IOException {
        var found = new ArrayList<Path>();
        Files.walkFileTree(CHECKOUT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_OURS.contains(String.valueOf(folder.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && isScript(file)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found.stream().sorted().toList();
    }

    private static boolean isScript(Path file) {
        try (var in = Files.newInputStream(file)) {
            String begin = new String(in.readNBytes(LONGEST_FIRST_LINE), StandardCharsets.ISO_8859_1);
            return file.toString().endsWith(".sh")
                    || FIRST_LINE.matcher(begin.lines().findFirst().orElse("")).matches();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
