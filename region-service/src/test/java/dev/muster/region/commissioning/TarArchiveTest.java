package dev.muster.region.commissioning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarArchiveTest {
    @Test
    void tarUnpacksIt(@TempDir Path folder) throws Exception {
        String longest = "n".repeat(100);
        var archive = new TarArchive();
        archive.add("commissioning.d/empty", new byte[0]);
        archive.add("commissioning.d/00-x", "#!/bin/sh\necho \u00e9\n".getBytes(UTF_8));
        archive.add("commissioning.d/" + longest, new byte[1500]);
        Path file = Files.write(folder.resolve("a.tar"), archive.finish());

        Process tar = new ProcessBuilder("tar", "-xvvf", file.toString(), "-C", folder.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(tar.getInputStream().readAllBytes(), UTF_8);
        assertThat(tar.waitFor()).as(said).isZero();
        assertThat(said.lines().filter(line -> !line.startsWith("d")).toList())
                .hasSize(3)
                .allMatch(line -> line.startsWith("-rwxr-xr-x root/root "));
        Path scripts = folder.resolve("commissioning.d");
        assertThat(Files.readString(scripts.resolve("00-x"))).isEqualTo("#!/bin/sh\necho \u00e9\n");
        assertThat(Files.isExecutable(scripts.resolve("00-x"))).isTrue();
        assertThat(scripts.resolve("empty")).isEmptyFile();
        assertThat(scripts.resolve(longest)).hasSize(1500);
    }

    @Test
    void namesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> new TarArchive().add("d/" + "n".repeat(101), new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
