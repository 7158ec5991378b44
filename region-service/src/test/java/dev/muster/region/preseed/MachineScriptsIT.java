package dev.muster.region.preseed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.image.ImageName;
import dev.muster.testing.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The shell scripts that are templates until a machine asks for them, as it gets them.
class MachineScriptsIT {
    private static final MachineContext MACHINE =
            new MachineContext("http://10.0.0.1:5248/MAAS", "node-1", "node7.example.org");

    @TempDir
    Path folder;

    static Stream<byte[]> documents() {
        var plan = new InstallPlan(
                MACHINE,
                new ImageName("debian", "amd64", "generic", "bookworm", "release"),
                "ck:tk:ts",
                List.of("ssh-ed25519 AAAA it's@example.org"),
                Optional.empty());
        return Stream.of(
                Programs.programs().commissioningUserData(MACHINE),
                Programs.programs().installUserData(plan),
                Programs.programs().eraseUserData(MACHINE));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void shellCheckHasNothingToSay(byte[] document) throws IOException, InterruptedException {
        Requirements.needTools("shellcheck");
        Path script = Files.writeString(folder.resolve("user-data.sh"), UserDataParts.script(document));
        var shellcheck = new ProcessBuilder("/usr/bin/shellcheck", "--format=gcc", script.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(shellcheck.getInputStream().readAllBytes(), UTF_8);
        assertThat(said).isEmpty();
        assertThat(shellcheck.waitFor()).isZero();
    }
}
