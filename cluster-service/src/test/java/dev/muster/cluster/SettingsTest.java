package dev.muster.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    /// The container knows what is injected, and no other mapping.
    @Test
    void everyMappingIsInjected() {
        assertThat(Arrays.stream(Settings.class.getDeclaredFields()).<Class<?>>map(Field::getType))
                .containsExactlyInAnyOrderElementsOf(mappings());
    }

    /// A mistyped name stops the start, though the names are spread over many mappings.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "muster.cluster.nam",
                "muster.cluster.dhcp.offer-hol",
                "muster.cluster.limits.ftp.transfers",
                "muster.cluster.ports.dhcp"
            })
    void unknownNameIsTold(String name) {
        assertThatThrownBy(() -> start(Map.of(name, "1")))
                .hasMessageContaining(name)
                .hasMessageContaining("does not map to any root");
    }

    @Test
    void namesOfAllMappingsAreKnown() {
        start(Map.of(
                "muster.cluster.name", "rack1",
                "muster.cluster.dhcp.offer-hold", "PT5S",
                "muster.cluster.limits.tftp.transfers", "7",
                "muster.cluster.limits.syslog.hosts", "7",
                "muster.cluster.syslog.retention.age", "P2D",
                "muster.cluster.ports.tftp", "0",
                "muster.cluster.ports.syslog-tls", "0"));
    }

    private static void start(Map<String, String> properties) {
        var builder = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(properties, "test", 100));
        mappings().forEach(builder::withMapping);
        builder.build();
    }

    private static List<Class<?>> mappings() {
        return new ClassFileImporter()
                .importPackages("dev.muster.cluster").stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .<Class<?>>map(type -> type.reflect())
                        .toList();
    }
}
