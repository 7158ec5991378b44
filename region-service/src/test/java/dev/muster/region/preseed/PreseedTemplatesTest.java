package dev.muster.region.preseed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.image.ImageName;
import dev.muster.region.account.ApiKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreseedTemplatesTest {
    private static final ImageName IMAGE = new ImageName("debian", "amd64", "generic", "bookworm", "release");

    @TempDir
    Path directory;

    private PreseedTemplates with(String... names) throws IOException {
        for (String name : names) {
            Files.writeString(directory.resolve(name), "template " + name);
        }
        return new PreseedTemplates(Optional.of(directory));
    }

    private static String found(PreseedTemplates templates, PreseedKind kind) {
        return templates.find(kind, IMAGE, "node7").text();
    }

    @Test
    void theMostParticularTemplateIsTakenFieldByField() throws IOException {
        for (String name : List.of(
                "curtin_userdata",
                "curtin_userdata_debian",
                "curtin_userdata_debian_amd64",
                "curtin_userdata_debian_amd64_generic",
                "curtin_userdata_debian_amd64_generic_bookworm",
                "curtin_userdata_debian_amd64_generic_bookworm_node7")) {
            assertThat(found(with(name), PreseedKind.CURTIN_USERDATA)).isEqualTo("template " + name);
        }
    }

    @Test
    void theInstallersTemplatesHaveNoPrefixAndEndAtGeneric() throws IOException {
        assertThat(found(with("generic"), PreseedKind.INSTALLER)).isEqualTo("template generic");
        assertThat(found(with("debian_amd64"), PreseedKind.INSTALLER)).isEqualTo("template debian_amd64");
        assertThat(found(with("debian_amd64_generic_bookworm_node7"), PreseedKind.INSTALLER))
                .isEqualTo("template debian_amd64_generic_bookworm_node7");
    }

    @Test
    void howANodesMachineBeginsIsTheOperatorsToo() throws IOException {
        var templates = with("commissioning", "commissioning_debian", "curtin_debian_amd64", "curtin_userdata");
        assertThat(found(templates, PreseedKind.COMMISSIONING)).isEqualTo("template commissioning_debian");
        assertThat(found(templates, PreseedKind.CURTIN)).isEqualTo("template curtin_debian_amd64");
        Files.writeString(directory.resolve("curtin"), "#cloud-config\n# {root_url}\n");
        assertThatThrownBy(() -> new PreseedTemplates(Optional.of(directory)))
                .hasMessageContaining("{root_url}")
                .hasMessageContaining("metadata_url");
    }

    @Test
    void theTemplatesOfANodesMachineAreFilledIn() throws IOException {
        Files.writeString(
                directory.resolve("commissioning"), "{hostname} {domain} {system_id} {metadata_url} {release}");
        Files.writeString(directory.resolve("curtin_debian"), "{metadata_url} {token_key} {status_url}");
        var preseed = new NodePreseed(new PreseedTemplates(Optional.of(directory)));
        var machine = new MachineContext("http://10.0.0.1:5248/MAAS", "node-1", "node7.example.com");
        var key = new ApiKey("ck", "tk", "ts");
        assertThat(preseed.commissioning(machine, IMAGE, key))
                .isEqualTo("node7 example.com node-1 http://10.0.0.1:5248/MAAS/metadata/ bookworm");
        assertThat(preseed.installation(machine, IMAGE, key))
                .isEqualTo("http://10.0.0.1:5248/MAAS/metadata/curtin tk"
                        + " http://10.0.0.1:5248/MAAS/metadata/status/node-1");
    }

    @Test
    void whatIsForOthersIsPassedOver() throws IOException {
        var templates = with(
                "generic",
                "curtin_userdata_ubuntu",
                "curtin_userdata_debian_arm64",
                "debian_amd64_generic_bookworm_node8",
                "debian_amd64_generic_trixie");
        assertThat(found(templates, PreseedKind.CURTIN_USERDATA))
                .isEqualTo(PreseedKind.CURTIN_USERDATA.builtIn().text());
        assertThat(found(templates, PreseedKind.INSTALLER)).isEqualTo("template generic");
    }

    @Test
    void withoutADirectoryTheBuiltInOnesAreUsed() {
        var templates = new PreseedTemplates(Optional.empty());
        for (PreseedKind kind : PreseedKind.values()) {
            assertThat(found(templates, kind)).isEqualTo(kind.builtIn().text());
        }
        assertThat(templates.find(PreseedKind.ENLIST)).isEqualTo(PreseedKind.ENLIST.builtIn());
    }

    @Test
    void anUnknownValueStopsTheStartWithFileAndName() throws IOException {
        Files.writeString(directory.resolve("enlist_userdata"), "#cloud-config\n# {apt} {Hostname2}\n");
        assertThatThrownBy(() -> new PreseedTemplates(Optional.of(directory)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(directory.resolve("enlist_userdata").toString())
                .hasMessageContaining("{Hostname2}")
                .hasMessageContaining("nodes_url");
    }

    @Test
    void aValueOfAnotherDocumentIsUnknownToo() throws IOException {
        Files.writeString(directory.resolve("debian"), "d-i mirror/http/proxy string {root_url}\n");
        assertThatThrownBy(() -> new PreseedTemplates(Optional.of(directory))).hasMessageContaining("{root_url}");
    }

    @Test
    void whatEditorsLeaveBehindIsNoTemplate() throws IOException {
        Files.writeString(directory.resolve("generic~"), "{nonsense}");
        Files.writeString(directory.resolve(".generic.swp"), "{nonsense}");
        Files.createDirectory(directory.resolve("old"));
        assertThat(found(with(), PreseedKind.INSTALLER))
                .isEqualTo(PreseedKind.INSTALLER.builtIn().text());
    }

    @Test
    void aMissingDirectoryStopsTheStart() {
        assertThatThrownBy(() -> new PreseedTemplates(Optional.of(directory.resolve("none"))))
                .hasMessageContaining("muster.preseed.templates")
                .hasMessageContaining("none");
    }
}
