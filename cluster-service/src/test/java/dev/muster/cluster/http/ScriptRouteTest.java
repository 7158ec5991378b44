package dev.muster.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptRouteTest {
    @TempDir
    private Path images;

    private NodeHttpFixture fixture;

    @BeforeEach
    void start() {
        fixture = new NodeHttpFixture(images);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void scriptComesWithWhatTheLoaderSaidOfItself() throws Exception {
        var answer = fixture.sendForText(fixture.request("/ipxe.cfg?arch=x86_64"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("#!ipxe\n# x86_64\n");
        var served = NodeHttpFixture.next(fixture.served);
        assertThat(served.path()).isEqualTo("ipxe.cfg");
        assertThat(served.bytes()).isEqualTo(answer.body().length());
        assertThat(served.mac()).contains(NodeHttpFixture.MAC);
    }

    @Test
    void nameThatIsNoScriptIsNotFound() throws Exception {
        assertThat(fixture.sendForText(fixture.request("/ipxe.cfg-x")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void scriptThatCannotBeMadeIsNotTakenForAbsent() throws Exception {
        assertThat(fixture.sendForText(fixture.request("/ipxe.cfg-broken")).statusCode())
                .isEqualTo(503);
    }

    @Test
    void scriptsAreReadOnly() throws Exception {
        var post = fixture.request("/ipxe.cfg").POST(BodyPublishers.ofString("x"));
        assertThat(fixture.sendForText(post).statusCode()).isEqualTo(405);
    }
}
