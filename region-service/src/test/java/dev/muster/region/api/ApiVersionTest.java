package dev.muster.region.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ApiVersionTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/muster/region");

    @Test
    void whatIsShownIsWhereTheApiServesIt() {
        assertThat(ApiVersion.V1.uri("zones/")).isEqualTo(Api.BASE + "/zones/");
        assertThat(ApiVersion.V1.url("http://region:5240/MAAS", "nodes/"))
                .isEqualTo("http://region:5240/MAAS/api/1.0/nodes/");
    }

    /// A feature shows its things in the version that is called, or else each version would need features of its own.
    @Test
    void noFeatureNamesAVersion() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> !file.startsWith(SOURCES.resolve("api"))))
                    .isNotEmpty()
                    .noneMatch(ApiVersionTest::namesAVersion);
        }
    }

    private static boolean namesAVersion(Path file) {
        try {
            return Files.readString(file).contains("/api/1.0");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
