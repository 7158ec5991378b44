package dev.muster.cluster.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterfacesTest {
    @Test
    void ethernetHasMacsAndInfinibandHasNot(@TempDir Path folder) throws Exception {
        Files.write(Files.createDirectories(folder.resolve("eth0")).resolve("addr_len"), List.of("6"));
        Files.write(Files.createDirectories(folder.resolve("ib0")).resolve("addr_len"), List.of("20"));
        assertThat(Interfaces.hasMacs(folder, "eth0")).isTrue();
        assertThat(Interfaces.hasMacs(folder, "ib0")).isFalse();
        assertThat(Interfaces.hasMacs("lo")).isTrue();
    }
}
