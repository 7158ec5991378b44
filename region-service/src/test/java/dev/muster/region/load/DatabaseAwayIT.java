package dev.muster.region.load;

import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.local.LocalPostgres;
import dev.muster.local.Placement;
import dev.muster.region.RegionProcess;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A region whose database is stopped, and comes back.
@Timeout(300)
class DatabaseAwayIT {
    private static final List<String> READS = List.of(
            "nodes/?op=list", "nodes/?op=list&limit=1", "tags/?op=list", "events/?op=query", "users/", "zones/");

    @TempDir
    Path directory;

    private RegionProcess region;

    @Test
    void callersAreToldToTryAgainAndAreAnsweredWhenItIsBack() throws Exception {
        var place = Placement.in(directory.resolve("postgres"));
        var database = LocalPostgres.start(place);
        try (var started = RegionProcess.launch(directory.resolve("region"), database, Map.of())
                .awaitReady()) {
            region = started;
            assertAll(200);
            database.close();
            for (String read : READS) {
                var answer = get(read);
                assertThat(answer.statusCode()).as(read).isEqualTo(503);
                assertThat(answer.headers().firstValueAsLong("Retry-After"))
                        .as(read)
                        .isPresent();
                assertThat(answer.body())
                        .as(read)
                        .contains("The database is away")
                        .doesNotContain("Exception");
            }
            assertThat(region.status("/q/health/ready")).isEqualTo(503);
            assertThat(region.status("/q/health/live")).isEqualTo(200);
            database = LocalPostgres.start(place.withPort(database.port()));
            await("it is ready again")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> region.status("/q/health/ready") == 200);
            assertAll(200);
        } finally {
            database.close();
        }
    }

    private void assertAll(int status) throws Exception {
        for (String read : READS) {
            assertThat(get(read).statusCode()).as(read).isEqualTo(status);
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        HttpRequest request = region.admin("/MAAS/api/1.0/" + path).build();
        return region.client().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
