package dev.muster.region.preseed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.image.ImageName;
import dev.muster.region.account.ApiKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/// Whatever a value holds, it is a value in every document and nothing else: none is believed to be harmless because
/// the API checked it.
class HostileTemplateValuesTest {
    /// Quotes, ends and comments of shell, YAML and JSON, and what starts a program.
    private static final String HOSTILE =
            "%s'; touch \"$HOME/pwned\" #`touch $HOME/pwned`$(touch $HOME/pwned)\" : {a: [b, \\n '' }} &x *x !!y | > %%";

    @TempDir
    Path home;

    @ParameterizedTest
    @EnumSource(value = PreseedKind.class, mode = EnumSource.Mode.EXCLUDE, names = "INSTALLER")
    void everyYamlDocumentHoldsTheValuesAsTheyAre(PreseedKind kind) {
        Map<String, String> values = hostile(kind);
        Map<String, Object> harmless = new TreeMap<>(leaves(new Yaml().load(render(kind, plain(kind)))));
        Map<String, Object> document = leaves(new Yaml().load(render(kind, values)));
        assertThat(document.keySet()).isEqualTo(harmless.keySet());
        harmless.forEach((place, text) -> assertThat(String.valueOf(document.get(place)))
                .as(place)
                .isEqualTo(expected(String.valueOf(text), values)));
    }

    /// As debconf has it run.
    @Test
    void theInstallersLastCommandRunsNothingElse() throws Exception {
        Map<String, String> values = hostile(PreseedKind.INSTALLER);
        Path target = Files.createDirectories(home.resolve("target"));
        Files.createDirectories(target.resolve("etc/sudoers.d"));
        Path cloud = Files.createDirectories(target.resolve("etc/cloud/cloud.cfg.d"));
        Files.createFile(cloud.resolve("90_dpkg_local_cloud_config.cfg"));
        Path tools = Files.createDirectories(home.resolve("tools"));
        Path wget = tools.resolve("wget");
        Files.writeString(wget, "#!/bin/sh\nfor word; do printf '%s\\n' \"$word\"; done > \"$HOME/asked\"\n");
        assertThat(wget.toFile().setExecutable(true)).isTrue();

        String preseed = render(PreseedKind.INSTALLER, values).replace("\\\n", " ");
        String command = preseed.lines()
                .filter(line -> line.startsWith("d-i preseed/late_command string "))
                .findFirst()
                .orElseThrow()
                .substring("d-i preseed/late_command string ".length())
                .replace("/target/", target + "/");
        var shell = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true);
        shell.environment().put("HOME", home.toString());
        shell.environment().put("PATH", tools + ":/usr/bin:/bin");
        var running = shell.start();
        String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor()).as(said).isZero();

        assertThat(home.resolve("pwned")).doesNotExist();
        assertThat(Files.readString(target.resolve("etc/sudoers.d/90-muster")))
                .isEqualTo(values.get("user") + " ALL=(ALL) NOPASSWD:ALL\n");
        assertThat(Files.readAllLines(home.resolve("asked"))).contains(values.get("netboot_off_url"));
    }

    /// In debconf's file a line is an answer.
    @Test
    void theInstallersAnswersAreAsManyAsBefore() {
        assertThat(render(PreseedKind.INSTALLER, hostile(PreseedKind.INSTALLER)).lines())
                .hasSameSizeAs(render(PreseedKind.INSTALLER, plain(PreseedKind.INSTALLER))
                        .lines()
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\u0000b", "a\u0085b", "a\u2028b"})
    void moreThanALineIsRefusedByName(String value) {
        assertThatThrownBy(() -> new Template("t", "{x.shell}", TemplateNames.of("x")).render(Map.of("x", value)))
                .hasMessage("x holds line breaks or control characters");
        var machine = new MachineContext("http://10.0.0.1:5248/MAAS", "node-1", value + ".example.com");
        var image = new ImageName("debian", "amd64", "generic", "bookworm", "release");
        assertThatThrownBy(() -> new NodePreseed(new PreseedTemplates(Optional.empty()))
                        .commissioning(machine, image, new ApiKey("ck", "tk", "ts")))
                .hasMessageStartingWith("hostname holds");
    }

    @Test
    void quotingThatIsNotKnownStopsTheStart() throws IOException {
        Files.writeString(home.resolve("curtin"), "#cloud-config\na: {hostname.html}\n");
        assertThatThrownBy(() -> new PreseedTemplates(Optional.of(home)))
                .hasMessageContaining("curtin")
                .hasMessageContaining("{hostname.html} is not quoted by shell, yaml or json");
    }

    /// In a shell's loop, in a YAML list and in JSON; with the lines of a loop and with a condition.
    @Test
    void theElementsOfAListAreTheValuesAsTheyAre() throws Exception {
        List<String> hostile = List.of(HOSTILE.formatted("one"), HOSTILE.formatted("two"), "{one}", "$HOME", "\\{#if}");
        var names = TemplateNames.of("hostname").withLists("keys");
        String yaml = """
                keys:
                {#for key in keys}
                  - {key.yaml}
                {/for}
                json: [{#for key in keys}{key.json}{#if key_hasNext}, {/if}{/for}]
                {#if hostname == 'node7'}
                hostname: {hostname.yaml}
                {/if}
                """;
        String shell = """
                for key in {#for key in keys}{key.shell} {/for}; do
                    printf '%s\\n' "$key" >> "$HOME/said"
                done
                """;
        Map<String, List<String>> lists = Map.of("keys", hostile);
        Map<String, Object> document =
                new Yaml().load(new Template("t", yaml, names).render(Map.of("hostname", HOSTILE), lists));
        assertThat(document).isEqualTo(Map.of("keys", hostile, "json", hostile));

        var running = new ProcessBuilder(
                "sh", "-c", new Template("t", shell, names).render(Map.of("hostname", "node7"), lists));
        running.environment().put("HOME", home.toString());
        assertThat(running.start().waitFor()).isZero();
        assertThat(home.resolve("pwned")).doesNotExist();
        assertThat(Files.readAllLines(home.resolve("said"))).isEqualTo(hostile);
    }

    @Test
    void anElementOfMoreThanALineIsRefusedByName() {
        var template = new Template(
                "t", "{#for key in keys}{key.shell}{/for}", TemplateNames.of().withLists("keys"));
        assertThatThrownBy(() -> template.render(Map.of(), Map.of("keys", List.of("a", "b\nc"))))
                .hasMessage("key holds line breaks or control characters");
    }

    private static String render(PreseedKind kind, Map<String, String> values) {
        return kind.builtIn().render(values);
    }

    /// Each value stands for itself by its name.
    private static Map<String, String> plain(PreseedKind kind) {
        return values(kind, "-%s-");
    }

    private static Map<String, String> hostile(PreseedKind kind) {
        return values(kind, HOSTILE);
    }

    /// Documents within the document are made by us, of values that are quoted there.
    private static Map<String, String> values(PreseedKind kind, String form) {
        var values = new HashMap<String, String>();
        kind.names().texts().forEach(name -> values.put(name, form.formatted(name)));
        values.replaceAll((name, value) -> switch (name) {
            case "network" -> "- {type: physical}";
            case "cloud_config" -> InstallValues.cloudConfig(values);
            case "apt", "programs" -> "";
            case "poweroff_delay", "console_wait" -> "5";
            default -> value;
        });
        return values;
    }

    private static String expected(String text, Map<String, String> values) {
        String expected = text;
        for (var value : values.entrySet()) {
            expected = expected.replace("-" + value.getKey() + "-", value.getValue());
        }
        return expected;
    }

    /// Path -> scalar; JSON within a scalar is looked into.
    private static Map<String, Object> leaves(Object document) {
        var leaves = new TreeMap<String, Object>();
        collect("", document, leaves);
        return leaves;
    }

    private static void collect(String place, Object part, Map<String, Object> into) {
        switch (part) {
            case Map<?, ?> map -> map.forEach((key, value) -> collect(place + "/" + key, value, into));
            case List<?> list -> {
                var elements = new ArrayList<>(list);
                for (int i = 0; i < elements.size(); i++) {
                    collect(place + "/" + i, elements.get(i), into);
                }
            }
            case String json when json.startsWith("{") -> collect(place, new Yaml().load(json), into);
            case null, default -> into.put(place, String.valueOf(part));
        }
    }
}
