package dev.muster.region.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretBoxTest {
    @TempDir
    Path directory;

    private final SecretBox box = new SecretBox(new byte[32]);

    @Test
    void aSecretOpensForItsOwnerOnly() {
        byte[] sealed1 = box.seal("{\"power_pass\": \"geheim\"}", "node-1");
        assertThat(box.open(sealed1, "node-1")).isEqualTo("{\"power_pass\": \"geheim\"}");
        assertThat(new String(sealed1, StandardCharsets.ISO_8859_1)).doesNotContain("geheim");
        assertThat(box.seal("same", "x")).isNotEqualTo(box.seal("same", "x"));
        assertThatThrownBy(() -> box.open(sealed1, "node-2")).isInstanceOf(IllegalStateException.class);
        sealed1[sealed1.length - 1] ^= 1;
        assertThatThrownBy(() -> box.open(sealed1, "node-1")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theKeyFileIsMadeOnceAndForItsOwnerOnly() throws Exception {
        Path file = directory.resolve("new").resolve("key");
        byte[] made = SecretKeyFile.readOrMake(file);
        assertThat(SecretKeyFile.readOrMake(file)).isEqualTo(made).hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(file.getParent()).isDirectoryContaining("glob:**/key");
    }

    @Test
    void aWrongKeyNamesItsSource() {
        assertThatThrownBy(() -> SecretKeyFile.decode("c2hvcnQ=", "muster.secrets.key"))
                .hasMessageContaining("muster.secrets.key");
    }

    @Test
    void whatIsNoSealedSecretIsNotOpened() {
        byte[] foreign = box.seal("geheim", "node-1");
        foreign[0]++;
        assertThatThrownBy(() -> box.open(foreign, "node-1")).hasMessage("not a sealed secret");
        assertThatThrownBy(() -> box.open(new byte[0], "node-1")).hasMessage("not a sealed secret");
        byte[] whole = box.seal("", "node-1");
        assertThatThrownBy(() -> box.open(Arrays.copyOf(whole, 12), "node-1")).hasMessage("not a sealed secret");
        assertThatThrownBy(() -> box.open(Arrays.copyOf(whole, 13), "node-1")).isInstanceOf(WrongKeyException.class);
    }
}
