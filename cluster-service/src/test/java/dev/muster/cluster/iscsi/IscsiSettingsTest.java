package dev.muster.cluster.iscsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.OperatorSettings;
import dev.muster.cluster.iscsi.IscsiOverlays.Mode;
import dev.muster.cluster.iscsi.session.ChapSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IscsiSettingsTest {
    @Test
    void theDefaultsAreThoseOfTheLimits() {
        IscsiSettings settings = settings(Map.of());
        assertThat(settings.writes()).isEqualTo(Mode.OFF);
        assertThat(settings.chapFile()).isEmpty();
        assertThat(settings.chapRequired()).isFalse();
        assertThat(settings.reservations()).isFalse();
        assertThat(settings.overlayAge()).isEqualTo(Duration.ofDays(30));
        assertThat(settings.overlayBytes()).isEqualTo(8L << 30);
        assertThat(new IscsiLimits(
                        settings.sessions(),
                        settings.sessionsPerClient(),
                        settings.loginTimeout(),
                        settings.keepAlive(),
                        settings.maxDataSegment(),
                        settings.commands()))
                .isEqualTo(IscsiLimits.defaults());
    }

    @Test
    void anOperatorWritesTheModesInSmallLetters() {
        assertThat(settings(Map.of("muster.cluster.iscsi.writes", "node")).writes())
                .isEqualTo(Mode.NODE);
        assertThatThrownBy(() -> settings(Map.of("muster.cluster.iscsi.writes", "sometimes")))
                .hasMessageContaining("muster.cluster.iscsi.writes");
    }

    @Test
    void secretsAreDemandedOfAllWhereTheSettingSaysSo(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("chap"), "initiator rack1 correct-horse-battery\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        String name = "muster.cluster.iscsi.chap-file";
        String required = "muster.cluster.iscsi.chap-required";

        ChapSecrets nobodys = IscsiSettings.chap(settings(Map.of()));
        assertThat(nobodys.areDemandedOfAll()).isFalse();
        assertThat(nobodys.initiator("rack1")).isEmpty();
        ChapSecrets some = IscsiSettings.chap(settings(Map.of(name, file.toString())));
        assertThat(some.areDemandedOfAll()).isFalse();
        assertThat(some.initiator("rack1")).isPresent();
        ChapSecrets all = IscsiSettings.chap(settings(Map.of(name, file.toString(), required, "true")));
        assertThat(all.areDemandedOfAll()).isTrue();
        assertThat(all.initiator("rack1")).isPresent();
        assertThat(IscsiSettings.chap(settings(Map.of(required, "true"))).areDemandedOfAll())
                .isTrue();
    }

    private static IscsiSettings settings(Map<String, String> properties) {
        return OperatorSettings.of(IscsiSettings.class, properties);
    }
}
