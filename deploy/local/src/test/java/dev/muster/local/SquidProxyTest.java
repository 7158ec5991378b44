package dev.muster.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher is root, and squid's user may have put anything into the folder that is his.
class SquidProxyTest {
    @TempDir
    Path data;

    private LocalStackConfig config;
    private Path his;
    private Path victim;

    @BeforeEach
    void aFolderOfSquidsUser() throws IOException {
        boolean root = "root".equals(System.getProperty("user.name")) && SquidProxy.isInstalled();
        if (!root && "true".equals(System.getenv("CI"))) {
            Assertions.fail("not to be skipped under CI: needs root and Debian's squid");
        }
        Assumptions.assumeTrue(root, "needs root and Debian's squid");
        config = LocalStackConfig.of(data, data, data);
        his = Files.createDirectories(data.resolve("squid"));
        victim = Files.createDirectories(data.resolve("victim"));
    }

    @Test
    void noLinkInHisFolderIsWrittenThrough() throws Exception {
        Path shadow = Files.writeString(victim.resolve("shadow"), "as it was");
        Files.createSymbolicLink(his.resolve("squid.conf.partial"), shadow);
        Files.createSymbolicLink(his.resolve("squid.conf"), shadow);
        SquidProxy.prepare(config);
        SquidProxy.write(config, "http_port 8000");
        assertThat(shadow).hasContent("as it was");
        Path file = SquidProxy.file(config);
        assertThat(file).hasContent("http_port 8000");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
        for (Path path = file; !path.equals(data); path = path.getParent()) {
            assertThat(Files.getOwner(path).getName()).as(path.toString()).isEqualTo("root");
        }
    }

    @Test
    void noLinkInHisFolderGivesAwayWhereItLeads() throws Exception {
        Files.createSymbolicLink(his.resolve("cache"), victim);
        SquidProxy.prepare(config);
        assertThat(Files.getOwner(victim).getName()).isEqualTo("root");
        assertThat(Files.getOwner(his).getName()).isEqualTo("proxy");
    }
}
