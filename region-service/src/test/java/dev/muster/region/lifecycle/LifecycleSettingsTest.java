package dev.muster.region.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LifecycleSettingsTest {
    @Test
    void theDefaultsAreThoseOfTheManual() {
        var settings = settings("muster.lifecycle.stall", "3m");
        assertThat(settings.commissioning()).isEqualTo(Duration.ofMinutes(20));
        assertThat(settings.deployment()).isEqualTo(Duration.ofMinutes(40));
        assertThat(settings.release()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.erasing()).isEqualTo(Duration.ofHours(2));
        assertThat(settings.erasingSilence()).isEqualTo(Duration.ofMinutes(30));
        assertThat(settings.erasingLongest()).isEqualTo(Duration.ofDays(2));
    }

    @Test
    void theNamesAreThoseOfTheManual() {
        assertThat(settings("muster.lifecycle.erasing-silence", "10m").erasingSilence())
                .isEqualTo(Duration.ofMinutes(10));
        assertThat(settings("muster.lifecycle.erasing-longest", "96h").erasingLongest())
                .isEqualTo(Duration.ofDays(4));
    }

    private static LifecycleSettings settings(String name, String value) {
        return new SmallRyeConfigBuilder()
                .withMapping(LifecycleSettings.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withDefaultValue(name, value)
                .build()
                .getConfigMapping(LifecycleSettings.class);
    }
}
