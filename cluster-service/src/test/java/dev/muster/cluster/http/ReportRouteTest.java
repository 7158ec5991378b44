package dev.muster.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.http.NodeHttpFixture.Report;
import java.net.InetAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportRouteTest {
    @TempDir
    Path images;

    private NodeHttpFixture http;

    @BeforeEach
    void serve() {
        http = new NodeHttpFixture(images);
    }

    @AfterEach
    void stop() {
        http.close();
    }

    @Test
    void machineTellsWhyItFailedThoughNoRegionIsThere() throws Exception {
        var response = report("step=enlist&error=409%3A+MAC+in+use%0Aforged");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("OK");
        assertThat(NodeHttpFixture.next(http.reports))
                .isEqualTo(new Report(
                        Optional.of(NodeHttpFixture.MAC),
                        InetAddress.ofLiteral("127.0.0.1"),
                        "enlist",
                        "409: MAC in use\\nforged"));
    }

    @Test
    void whatIsNoReportIsRefused() throws Exception {
        assertThat(report("").statusCode()).isEqualTo(400);
        assertThat(report("step=%zz").statusCode()).isEqualTo(400);
        assertThat(report("error=" + "x".repeat(17_000)).statusCode()).isEqualTo(413);
        assertThat(http.send(http.request("/node-report")).statusCode()).isEqualTo(404);
        assertThat(http.reports).isEmpty();
    }

    @Test
    void floodOfReportsIsCut() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(report("step=a&error=b").statusCode()).isEqualTo(200);
        }

        var refused = report("step=a&error=b");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(http.reports).hasSize(20);
    }

    private HttpResponse<String> report(String form) throws Exception {
        return http.sendForText(http.request("/node-report")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }
}
