package dev.muster.cluster.region.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldSpoolTest {
    @TempDir
    Path folder;

    private final List<Outgoing> power = new ArrayList<>();
    private final List<Outgoing> logs = new ArrayList<>();

    @Test
    void whatAnEarlierVersionLeftMovesToItsLane() throws IOException {
        Files.writeString(folder.resolve("000000000002.seg"), "logs\thost\t{\"n\":3}\nlogs\thost\t{\"hal");
        Files.writeString(
                folder.resolve("000000000001.seg"),
                "power\tnode-1\t{\"n\":1}\nleases\tcluster/10.0.0.1\t{}\nlogs\thost\t{\"n\":2}\nnonsense\n");
        Files.createDirectory(folder.resolve("log"));

        new OldSpool(folder).moveTo(Map.of("power", power::addAll, "logs", logs::addAll));

        assertThat(power).containsExactly(new Outgoing("node-1", "{\"n\":1}"));
        assertThat(logs).containsExactly(new Outgoing("host", "{\"n\":2}"), new Outgoing("host", "{\"n\":3}"));
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(folder.resolve("log"));
        }
    }

    @Test
    void whatALaneDoesNotTakeStays() throws IOException {
        Path segment = Files.writeString(folder.resolve("000000000001.seg"), "power\tnode-1\t{}\n");

        assertThatThrownBy(() -> new OldSpool(folder).moveTo(Map.of("power", _ -> {
                    throw new IOException("no space left on device");
                })))
                .isInstanceOf(IOException.class);
        assertThat(segment).exists();
    }
}
