package dev.muster.region.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EventSettingsTest {
    @Test
    void theDefaultsAreThoseOfTheManual() {
        var settings = new SmallRyeConfigBuilder()
                .withMapping(EventSettings.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .build()
                .getConfigMapping(EventSettings.class);
        assertThat(settings.keep()).isEqualTo(Duration.ofDays(90));
        assertThat(settings.perNode()).isEqualTo(10_000);
        assertThat(settings.sweep()).isEqualTo(Duration.ofMinutes(1));
    }
}
