package dev.muster.cluster.region;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import dev.muster.cluster.boot.BootQuery;
import dev.muster.model.cluster.AttestedCaller;
import dev.muster.model.cluster.ClusterHeaders;
import dev.muster.model.node.MacAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;

class RestRegionBootTest {
    private static final MacAddress ASKED = MacAddress.of("52:54:00:00:00:01");
    private static final MacAddress SEEN = MacAddress.of("52:54:00:00:00:02");
    private static final InetAddress MACHINE = InetAddress.ofLiteral("10.0.0.7");

    private static AttestedCaller attested(InetAddress address) {
        return new AttestedCaller(address.getHostAddress(), Optional.of(SEEN), Optional.of(SEEN));
    }

    /// The name in the file that a machine asks for is its own word; its address says who it is.
    @Test
    void theRegionIsToldWhichMachineIsSeenToAsk() throws Exception {
        BlockingQueue<Headers> asked = new ArrayBlockingQueue<>(1);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestHeaders());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            UUID cluster = UUID.randomUUID();
            var client = new RegionClient(
                    new ObjectMapper(),
                    List.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/MAAS")));
            var boot = new RestRegionBoot(
                    client, () -> new Credentials(cluster, Optional.of("token")), RestRegionBootTest::attested);
            var query = BootQuery.ofMachine(cluster, InetAddress.ofLiteral("10.0.0.1"), MACHINE, ASKED);

            assertThat(boot.pxeconfig(query)).isEmpty();

            Headers headers = asked.remove();
            assertThat(headers.getFirst(ClusterHeaders.CLUSTER)).isEqualTo(cluster + ":token");
            assertThat(headers.getFirst(ClusterHeaders.NODE_ADDRESS)).isEqualTo("10.0.0.7");
            assertThat(headers.getFirst(ClusterHeaders.NODE_MAC)).isEqualTo(SEEN.value());
            assertThat(headers.getFirst(ClusterHeaders.NEIGHBOUR_MAC)).isEqualTo(SEEN.value());
        } finally {
            server.stop(0);
        }
    }
}
