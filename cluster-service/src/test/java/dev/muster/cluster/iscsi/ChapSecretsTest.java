package dev.muster.cluster.iscsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.iscsi.session.ChapSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChapSecretsTest {
    @TempDir
    Path directory;

    @Test
    void namesAndSecretsAreRead() throws IOException {
        ChapSecrets secrets = ChapSecrets.read(file(
                "# who\n\ninitiator rack1 correct-horse-battery\ntarget muster staple-battery-horse\n", "rw-------"));
        assertThat(secrets.initiator("rack1").orElseThrow().secret()).isEqualTo("correct-horse-battery");
        assertThat(secrets.initiator("rack2")).isEmpty();
        assertThat(secrets.target().orElseThrow().name()).isEqualTo("muster");
        assertThat(secrets.target().toString()).doesNotContain("staple");
    }

    @Test
    void secretsAreDemandedOfThoseWhoHaveOneUnlessOfAll() throws IOException {
        ChapSecrets secrets = ChapSecrets.read(file("initiator rack1 correct-horse-battery\n", "rw-------"));
        assertThat(secrets.areDemandedOfAll()).isFalse();
        assertThat(secrets.demandedOfAll().areDemandedOfAll()).isTrue();
        assertThat(secrets.demandedOfAll().initiator("rack1")).isEqualTo(secrets.initiator("rack1"));
    }

    @Test
    void aFileThatOthersMayReadIsRefused() throws IOException {
        Path open = file("initiator rack1 correct-horse-battery\n", "rw-r-----");
        assertThatThrownBy(() -> ChapSecrets.read(open)).hasMessageContaining("chmod 600");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "initiator rack1 short",
                "initiator rack1",
                "somebody rack1 correct-horse-battery",
                "initiator a correct-horse-battery\ninitiator a another-horse-battery",
                "initiator a correct-horse-battery\ntarget b correct-horse-battery",
                "target b correct-horse-battery",
            })
    void aBadFileIsRefusedWithoutShowingASecret(String text) throws IOException {
        Path bad = file(text, "rw-------");
        assertThatThrownBy(() -> ChapSecrets.read(bad))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(bad.toString())
                .message()
                .doesNotContain("horse", "short");
    }

    private Path file(String text, String permissions) throws IOException {
        Path file = Files.writeString(directory.resolve("chap"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
