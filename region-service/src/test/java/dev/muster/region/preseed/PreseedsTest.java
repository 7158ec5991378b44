package dev.muster.region.preseed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class PreseedsTest {
    private static final String BASE = "http://10.0.0.1:5248/MAAS";

    private final Preseeds preseeds = preseeds(Map.of());

    @Test
    void enlistPreseedNamesTheMetadataAndNoCredentials() {
        assertThat(preseeds.enlistPreseed(BASE)).isEqualTo("""
                #cloud-config
                datasource:
                  MAAS:
                    metadata_url: 'http://10.0.0.1:5248/MAAS/metadata/enlist'
                    timeout: 50
                    max_wait: 120
                output: {all: '| tee -a /var/log/cloud-init-output.log'}
                """);
    }

    @Test
    void userDataIsYamlThatCarriesTheScriptsUnchanged() {
        String document = preseeds.enlistUserData(BASE);
        assertThat(document).startsWith("#cloud-config\n").doesNotContain("{{");

        Map<String, Object> config = new Yaml().load(document);
        assertThat(config).containsOnlyKeys("apt", "write_files", "runcmd");
        assertThat(config.get("apt")).isEqualTo(Map.of("proxy", "http://10.0.0.1:8000/"));
        assertThat(config.get("runcmd"))
                .isEqualTo(List.of(List.of(
                        "env",
                        "PYTHONDONTWRITEBYTECODE=1",
                        "LC_ALL=C.UTF-8",
                        "/usr/bin/python3",
                        "/run/muster/muster-enlist")));
        Map.of(
                        "muster-enlist", "enlist/muster-enlist.py",
                        "muster_node.py", "node/muster_node.py",
                        "muster_region.py", "node/muster_region.py",
                        "muster_metadata.py", "node/muster_metadata.py",
                        "muster_bmc.py", "node/muster_bmc.py")
                .forEach((name, resource) -> assertThat(file(config, "/run/muster/" + name))
                        .as(name)
                        .isEqualTo(Template.resource(resource)));
        Map<String, Object> settings = new Yaml().load(String.valueOf(file(config, "/run/muster/enlist.json")));
        assertThat(settings)
                .isEqualTo(Map.of(
                        "nodes_url",
                        "http://10.0.0.1:5248/MAAS/api/1.0/nodes/",
                        "report_url",
                        "http://10.0.0.1:5248/node-report",
                        "poweroff_delay",
                        5,
                        "console_wait",
                        600));
    }

    @Test
    void aptProxyCanBeLeftOut() {
        String document = preseeds(Map.of("muster.preseed.apt-proxy-port", "0")).enlistUserData(BASE);
        Map<String, Object> config = new Yaml().load(document);
        assertThat(config).containsOnlyKeys("write_files", "runcmd");
    }

    @Test
    void idleMachinesAreSwitchedOffWithoutAskingForMetadata() {
        Map<String, Object> config = new Yaml().load(preseeds.poweroff());
        assertThat(preseeds.poweroff()).startsWith("#cloud-config\n");
        assertThat(config.get("power_state")).isEqualTo(Map.of("mode", "poweroff", "delay", "now"));
        assertThat(config.get("datasource_list")).isEqualTo(List.of("None"));
    }

    @Test
    void baseUrlThatCouldBreakOutOfTheShellIsRefused() {
        assertThatThrownBy(() -> preseeds.enlistUserData("http://a'; reboot #"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void placeWithoutAValueIsNamed() {
        assertThatThrownBy(() -> new Template("t", "a {b}", TemplateNames.of("b")).render(Map.of()))
                .hasMessageContaining("{b}");
    }

    private static Object file(Map<String, Object> config, String path) {
        return ((List<?>) config.get("write_files"))
                .stream()
                        .map(Map.class::cast)
                        .filter(file -> path.equals(file.get("path")))
                        .findFirst()
                        .orElseThrow()
                        .get("content");
    }

    private static Preseeds preseeds(Map<String, String> values) {
        EnlistSettings settings = settings(values);
        var templates = new PreseedTemplates(Optional.empty());
        return new Preseeds(
                settings, templates, new AptProxy(settings, _ -> Optional.empty()), new MachinePrograms(settings));
    }

    static EnlistSettings settings(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(EnlistSettings.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(EnlistSettings.class);
    }
}
