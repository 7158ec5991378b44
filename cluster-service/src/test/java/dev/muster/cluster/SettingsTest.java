package dev.muster.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
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
                "muster.cluster.subnets[0].name", "eth1",
                "muster.cluster.subnets[0].dns", "10.0.0.1,10.0.0.2",
                "muster.cluster.ports.tftp", "0",
                "muster.cluster.ports.syslog-tls", "0"));
    }

    /// Environments and files from before are not taken for a cluster that serves nothing.
    @Test
    void formerInterfacesStopTheStartAndShowWhatIsInTheirPlace() {
        assertThatThrownBy(() -> start(Map.of("muster.cluster.interfaces", "name=eth1,range=10.0.0.1-10.0.0.2")))
                .hasMessageContaining("muster.cluster.interfaces")
                .hasMessageContaining("muster.cluster.subnets[0].range=10.0.0.100-10.0.0.200")
                .hasMessageContaining("MUSTER_CLUSTER_SUBNETS_0__NAME");
        assertThatThrownBy(() -> start(new EnvConfigSource(Map.of("MUSTER_CLUSTER_INTERFACES", "name=eth1"), 300)))
                .hasMessageContaining("muster.cluster.subnets[0].name=eth1");
    }

    private static void start(Map<String, String> properties) {
        start(new PropertiesConfigSource(properties, "test", 100));
    }

    private static void start(ConfigSource properties) {
        var builder = new SmallRyeConfigBuilder().addDefaultInterceptors().withSources(properties);
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
