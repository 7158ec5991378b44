package dev.muster.region.preseed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The examples of `docs/preseeds.md` become what stands below them.
class PreseedsDocTest {
    private static final Path DOC = Path.of("../docs/preseeds.md");
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```qute\n(.*?)```\n\n```yaml\n(.*?)```");

    @Test
    void examplesAreRenderedAsTheyAreShown() throws IOException {
        var examples = EXAMPLE.matcher(Files.readString(DOC)).results().toList();
        assertThat(examples).hasSize(2);
        var values = Map.of(
                "osystem", "debian",
                "hostname", "node7",
                "apt_proxy", "http://10.0.0.1:8000/",
                "root_url", "http://10.0.0.1:5248/images/root-tgz");
        var lists = Map.of(
                "ssh_keys", List.of("ssh-ed25519 AAAA alice@example.com", "ssh-ed25519 BBBB bob's key"),
                "macs", List.of("52:54:00:00:00:01", "52:54:00:00:00:02"));
        for (var example : examples) {
            var template = new Template("docs/preseeds.md", example.group(1), PreseedKind.CURTIN_USERDATA.names());
            assertThat(template.render(values, lists)).isEqualTo(example.group(2));
        }
    }
}
