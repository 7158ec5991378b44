package dev.muster.region.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SshKeyTest {
    private static final String ED25519 =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGZSRMkNLzpBoOqO7hu1NZ4mHLMkVnBfIAmqNuqRAvzx";

    @ParameterizedTest
    @CsvSource({"ed25519,256", "rsa,2048", "ecdsa,256", "ecdsa,384", "ecdsa,521"})
    void whatOpensshMakesIsTaken(String type, String bits, @TempDir Path directory) throws Exception {
        Path file = directory.resolve("key");
        int rc = new ProcessBuilder(
                        "ssh-keygen", "-q", "-N", "", "-t", type, "-b", bits, "-C", "me at home", "-f", file.toString())
                .start()
                .waitFor();
        assertThat(rc).isZero();
        String line = Files.readString(directory.resolve("key.pub"));
        SshKey key = SshKey.parse(line);
        assertThat(key.line()).isEqualTo(line.strip());
        assertThat(key.comment()).isEqualTo("me at home");
        assertThatThrownBy(() -> SshKey.parse(Files.readString(file))).hasMessageContaining("private key");
    }

    @Test
    void theCommentIsNotPartOfTheKey() throws Exception {
        SshKey key = SshKey.parse(ED25519 + "  one");
        assertThat(key.sameKey(ED25519 + " two")).isTrue();
        assertThat(key.sameKey(ED25519)).isTrue();
        assertThat(key.sameKey(ED25519 + "AAAA")).isFalse();
    }

    @Test
    void whatIsNoKeyIsRefusedWithItsReason() {
        refused("", "required");
        refused("hello", "OpenSSH public key is expected");
        refused("no-touch-required " + ED25519, "OpenSSH public key is expected");
        refused("ssh-ed25519 !!!!", "base64");
        refused(ED25519.replace("ssh-ed25519", "ssh-rsa"), "another type");
        refused(ED25519.substring(0, ED25519.length() - 8), "cut off");
        refused("ssh-ed25519 " + Base64.getEncoder().encodeToString(new byte[] {0, 0, 0, 1}), "cut off");
        refused("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5", "cut off");
        refused("ssh-rsa A", "base64");
        refused("ssh-rsa /////w==", "cut off");
        refused(ED25519 + "\n" + ED25519, "single line");
        refused(ED25519 + " " + "x".repeat(9000), "at most");
    }

    private static void refused(String text, String reason) {
        assertThatThrownBy(() -> SshKey.parse(text))
                .as(text)
                .isInstanceOf(SshKey.InvalidSshKeyException.class)
                .hasMessageContaining(reason);
    }
}
