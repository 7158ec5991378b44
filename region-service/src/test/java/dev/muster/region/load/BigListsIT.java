package dev.muster.region.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.muster.local.LocalPostgres;
import dev.muster.local.Placement;
import dev.muster.region.RegionProcess;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Lists of more nodes than the region has memory for, in a region with the product's heap.
@Timeout(300)
class BigListsIT {
    private static final int NODES = 104_000;
    private static final String LIST = "/MAAS/api/1.0/nodes/?op=list";

    @TempDir
    static Path directory;

    private static LocalPostgres database;
    private static RegionProcess region;

    @BeforeAll
    static void aRegionWithManyNodes() throws Exception {
        database = LocalPostgres.start(Placement.in(directory.resolve("postgres")));
        region = RegionProcess.launch(directory.resolve("region"), database, Map.of())
                .awaitReady();
        ManyNodes.fill(database, NODES, 4);
    }

    @AfterAll
    static void end() throws Exception {
        region.close();
        database.close();
    }

    @Test
    void allNodesAreListed() throws Exception {
        assertThat(elements(LIST)).isEqualTo(NODES);
        assertThat(region.isAlive()).isTrue();
    }

    @Test
    void severalListsAtOnceAreAnsweredWhole() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> list = () -> elements(LIST);
            for (var answer : threads.invokeAll(Collections.nCopies(4, list))) {
                assertThat(answer.get()).isEqualTo(NODES);
            }
        }
        assertThat(region.isAlive()).isTrue();
    }

    @Test
    void theNodesOfATagAreListed() throws Exception {
        assertThat(elements("/MAAS/api/1.0/tags/third/?op=nodes")).isEqualTo(NODES / 3);
    }

    /// How many elements the array has that is answered.
    private static int elements(String path) throws Exception {
        var answer = region.client().send(region.admin(path).build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        int elements = 0;
        try (InputStream body = answer.body();
                var json = new JsonFactory().createParser(body)) {
            assertThat(json.nextToken()).isEqualTo(JsonToken.START_ARRAY);
            while (json.nextToken() == JsonToken.START_OBJECT) {
                json.skipChildren();
                elements++;
            }
        }
        return elements;
    }
}
