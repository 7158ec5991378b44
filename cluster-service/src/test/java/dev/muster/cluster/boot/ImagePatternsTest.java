package dev.muster.cluster.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.muster.model.image.ImageName;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImagePatternsTest {
    private static final ImageName BOOKWORM = new ImageName("debian", "amd64", "generic", "bookworm", "release");

    @Test
    void imagesAreChosenByTheirFolders() {
        for (String pattern : List.of("**", "debian/*/*/bookworm/*", "debian/amd64/generic/bookworm/release")) {
            assertThat(ImagePatterns.of("test", List.of("ubuntu/**", pattern)).test(BOOKWORM))
                    .isTrue();
        }
        assertThat(ImagePatterns.of("test", List.of("debian/*/*/trixie/*", "")).test(BOOKWORM))
                .isFalse();
    }

    @Test
    void patternThatIsNoneIsRefusedByThePropertysName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImagePatterns.of("muster.x", List.of("debian/{")))
                .withMessageContaining("muster.x")
                .withMessageContaining("debian/{");
    }
}
