package dev.muster.region.preseed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.image.ImageName;
import dev.muster.model.node.MacAddress;
import dev.muster.region.allocation.DiskName;
import dev.muster.region.settings.Setting;
import dev.muster.testing.Requirements;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

class InstallDocumentsTest {
    private static final String ARCHIVE = "http://archive.example.com/debian";
    private static final InstallPlan DEBIAN = plan("debian", "bookworm");
    private static final List<MacAddress> MACS =
            List.of(new MacAddress("52:54:00:00:00:01"), new MacAddress("52:54:00:00:00:02"));

    private static InstallPlan plan(String osystem, String release) {
        return new InstallPlan(
                new MachineContext("http://10.0.0.1:5248/MAAS", "node-1", "node7.example.com"),
                new ImageName(osystem, "amd64", "generic", release, "release"),
                "consumer:token:secret",
                List.of(),
                Optional.empty());
    }

    private static InstallDocuments documents(Map<Setting, String> values, String... curtinImages) {
        var settings = PreseedsTest.settings(Map.of());
        return new InstallDocuments(
                preseeds(List.of(curtinImages)),
                new PreseedTemplates(Optional.empty()),
                new AptProxy(settings, setting -> Optional.ofNullable(values.get(setting))),
                setting -> Optional.ofNullable(values.get(setting))
                        .or(() -> Optional.of(ARCHIVE).filter(_ -> setting == Setting.MAIN_ARCHIVE)),
                Programs.programs());
    }

    @Test
    void withoutAnArchiveTheOperatorIsToldWhatToSet() {
        var documents = new InstallDocuments(
                preseeds(List.of()),
                new PreseedTemplates(Optional.empty()),
                new AptProxy(PreseedsTest.settings(Map.of()), _ -> Optional.empty()),
                _ -> Optional.empty(),
                Programs.programs());
        assertThatThrownBy(() -> documents.diPreseed(DEBIAN)).hasMessageContaining("set main_archive");
    }

    private static PreseedSettings preseeds(List<String> curtinImages) {
        return new PreseedSettings() {
            @Override
            public Optional<Path> templates() {
                return Optional.empty();
            }

            @Override
            public Optional<List<String>> curtinImages() {
                return Optional.of(curtinImages);
            }
        };
    }

    @Test
    void debiansInstallerIsAnsweredWordForWord() throws IOException {
        String golden = new String(
                InstallDocumentsTest.class
                        .getResourceAsStream("/preseed/debian-bookworm.preseed")
                        .readAllBytes(),
                StandardCharsets.UTF_8);
        assertThat(documents(Map.of()).diPreseed(DEBIAN)).isEqualTo(golden);
    }

    @Test
    void debconfTakesEveryAnswer(@TempDir Path directory) throws Exception {
        Requirements.needTools("debconf-set-selections");
        Path file = Files.writeString(
                directory.resolve("preseed"), documents(Map.of()).diPreseed(DEBIAN));
        Path answers = directory.resolve("answers");
        Path rc = Files.writeString(
                directory.resolve("debconf.conf"), """
                Config: answers
                Templates: questions

                Name: answers
                Driver: File
                Filename: %s

                Name: questions
                Driver: File
                Filename: %s
                """.formatted(answers, directory.resolve("questions")));
        var setting = new ProcessBuilder("/usr/bin/debconf-set-selections", file.toString()).redirectErrorStream(true);
        // databases of its own, not this machine's
        setting.environment().put("DEBCONF_SYSTEMRC", rc.toString());
        var running = setting.start();
        String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor()).as(said).isZero();
        assertThat(said).doesNotContainIgnoringCase("error");
        assertThat(Files.readString(answers))
                .contains("Name: cloud-init/local-cloud-config\n")
                .contains("Value: {datasource_list: [MAAS]")
                .contains("Name: preseed/late_command\n");
    }

    @Test
    void whatTheAdministratorSetIsUsed() {
        String text = documents(Map.of(
                        Setting.MAIN_ARCHIVE, "https://mirror.example.com:8443/pub/debian/",
                        Setting.HTTP_PROXY, "http://proxy.example.com:3128/"))
                .diPreseed(DEBIAN);
        assertThat(text)
                .contains("d-i mirror/protocol select https\n")
                .contains("d-i mirror/http/hostname string mirror.example.com:8443\n")
                .contains("d-i mirror/http/directory string /pub/debian\n")
                .contains("d-i mirror/http/proxy string http://proxy.example.com:3128/\n");
        assertThat(documents(Map.of()).diPreseed(plan("ubuntu", "trusty")))
                .contains("d-i mirror/http/hostname string archive.example.com\n")
                .contains("d-i passwd/username string ubuntu\n");
    }

    @Test
    void theInstalledSystemsConfigurationIsYamlOnOneLine() {
        String line = documents(Map.of())
                .diPreseed(DEBIAN)
                .lines()
                .filter(text -> text.startsWith("cloud-init cloud-init/local-cloud-config string "))
                .findFirst()
                .orElseThrow();
        Map<String, Object> config = new Yaml().load(line.substring(line.indexOf('{')));
        assertThat(config)
                .containsEntry("datasource_list", List.of("MAAS"))
                .containsEntry(
                        "datasource",
                        Map.of(
                                "MAAS",
                                Map.of(
                                        "metadata_url", "http://10.0.0.1:5248/MAAS/metadata/",
                                        "consumer_key", "consumer",
                                        "token_key", "token",
                                        "token_secret", "secret")));
    }

    @Test
    void curtinIsToldWhatToInstallAndWhomToTell() {
        Map<String, Object> config = new Yaml().load(documents(Map.of()).curtinConfig(plan("ubuntu", "trusty"), MACS));
        Map<String, String> key = Map.of("consumer_key", "consumer", "token_key", "token", "token_secret", "secret");
        assertThat(config.get("sources"))
                .isEqualTo(Map.of(
                        "root",
                        Map.of(
                                "type", "tgz",
                                "uri", "http://10.0.0.1:5248/images/ubuntu/amd64/generic/trusty/release/root-tgz")));
        assertThat(config.get("late_commands"))
                .isEqualTo(Map.of(
                        "netboot_off",
                        List.of(
                                "wget",
                                "--no-proxy",
                                "http://10.0.0.1:5248/MAAS/metadata/latest/by-id/node-1/",
                                "--post-data",
                                "op=netboot_off",
                                "-O",
                                "/dev/null")));
        assertThat(config.get("power_state")).isEqualTo(Map.of("mode", "reboot"));
        assertThat(((Map<?, ?>) config.get("apt")).get("proxy")).isEqualTo("http://10.0.0.1:8000/");
        assertThat(((Map<?, ?>) config.get("reporting")).get("muster"))
                .isEqualTo(
                        with(key, "type", "webhook", "endpoint", "http://10.0.0.1:5248/MAAS/metadata/status/node-1"));
        assertThat(((Map<?, ?>) config.get("reporter")).get("maas"))
                .isEqualTo(with(key, "url", "http://10.0.0.1:5248/MAAS/metadata/curtin/latest/?op=signal"));
        assertThat(config.get("network"))
                .isEqualTo(Map.of(
                        "version",
                        1,
                        "config",
                        List.of(
                                Map.of(
                                        "type",
                                        "physical",
                                        "name",
                                        "eth0",
                                        "mac_address",
                                        "52:54:00:00:00:01",
                                        "subnets",
                                        List.of(Map.of("type", "dhcp4"))),
                                Map.of("type", "physical", "name", "eth1", "mac_address", "52:54:00:00:00:02"))));
    }

    @Test
    void curtinsSystemFindsItsMetadata() {
        Map<String, Object> config = new Yaml().load(documents(Map.of()).curtinConfig(DEBIAN, MACS));
        Map<?, ?> file = (Map<?, ?>) ((Map<?, ?>) config.get("write_files")).get("datasource");
        assertThat(file.get("permissions")).isEqualTo("0600");
        Map<String, Object> written = new Yaml().load((String) file.get("content"));
        assertThat(written).containsEntry("datasource_list", List.of("MAAS")).containsKey("datasource");
    }

    @Test
    void userDataRunsCurtinWithThatConfiguration() {
        var documents = documents(Map.of());
        String userData = new String(documents.curtinUserData(DEBIAN, MACS), StandardCharsets.US_ASCII);
        assertThat(userData)
                .startsWith("MIME-Version: 1.0\n")
                .contains(documents.curtinConfig(DEBIAN, MACS).strip())
                .contains("/muster-curtin\"\n");
    }

    @Test
    void curtinIsToldOfTheDiskThatWasChosen() {
        var plan = new InstallPlan(
                DEBIAN.machine(),
                DEBIAN.image(),
                DEBIAN.credentials(),
                List.of(),
                Optional.of(new DiskName("wwn", "0x5000c500a1b2c3d4")));
        assertThat(new String(documents(Map.of()).curtinUserData(plan, MACS), StandardCharsets.US_ASCII))
                .contains("{\"wwn\":\"0x5000c500a1b2c3d4\"}");
        assertThat(new String(documents(Map.of()).curtinUserData(DEBIAN, MACS), StandardCharsets.US_ASCII))
                .doesNotContain("disk.json <<");
    }

    @ParameterizedTest
    @CsvSource({
        "ubuntu, true",
        "ubuntu/amd64/generic/trusty/, true",
        "ubuntu/amd64/generic/trusty/release, true",
        "ubuntu/amd64/generic/trust, false",
        "ubu, false",
        "debian, false"
    })
    void imagesCarryCurtinByAsMuchOfTheirNameAsIsSaid(String said, boolean carries) {
        assertThat(documents(Map.of(), "centos", said)
                        .carriesCurtin(plan("ubuntu", "trusty").image()))
                .isEqualTo(carries);
    }

    private static Map<String, String> with(Map<String, String> key, String... more) {
        var all = new java.util.HashMap<>(key);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }
}
