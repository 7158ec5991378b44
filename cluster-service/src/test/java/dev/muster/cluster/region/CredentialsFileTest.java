package dev.muster.cluster.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsFileTest {
    @TempDir
    Path folder;

    @Test
    void aNewClusterKeepsTheUuidItChose() throws IOException {
        Path file = folder.resolve("credentials");
        var first = new CredentialsFile(file).read();

        assertThat(first.token()).isEmpty();
        assertThat(new CredentialsFile(file).read()).isEqualTo(first);
    }

    @Test
    void onlyItsOwnerCanReadTheToken() throws IOException {
        Path file = folder.resolve("credentials");
        var credentials = new CredentialsFile(file);
        credentials.write(new Credentials(credentials.read().uuid(), Optional.of("s3cret")));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(credentials.read().header())
                .hasValueSatisfying(value -> assertThat(value).endsWith(":s3cret"));
        assertThat(credentials.read().toString()).doesNotContain("s3cret");
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        Path file = folder.resolve("credentials");
        Files.writeString(file, "not a uuid");

        assertThatThrownBy(() -> new CredentialsFile(file).read()).hasMessageContaining(file.toString());
    }
}
