package dev.muster.lab;

import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.testing.Requirements;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RackNetworkIT {
    @BeforeEach
    void requirements() {
        Requirements.needRoot();
        Requirements.needTools("ethtool");
        Requirements.needTools("socat");
    }

    @Test
    void machinesReachTheServersAndNothingElse() throws Exception {
        try (var network = RackNetwork.create()) {
            network.nodes().ip("addr", "add", "10.77.0.9/24", "dev", "br0");
            var server = new ProcessBuilder(
                            network.rack().exec(List.of("socat", "TCP-LISTEN:7778,reuseaddr,fork", "EXEC:true")))
                    .start();
            try {
                assertThat(network.nodes()
                                .command("socat", "-u", "OPEN:/dev/null", "TCP:10.77.0.1:7778,retry=50,interval=0.1")
                                .run())
                        .isEqualTo(new Command.Result(0, ""));
            } finally {
                server.destroy();
                server.waitFor();
            }
            assertThat(network.nodes().command("ip", "route", "show", "default").succeed())
                    .isBlank();
        }
    }

    @Test
    void theRelayCarriesBytesIntoTheNamespaceAndBack() throws Exception {
        try (var network = RackNetwork.create()) {
            var echo = new ProcessBuilder(
                            network.rack().exec(List.of("socat", "TCP-LISTEN:7777,reuseaddr,fork", "EXEC:cat")))
                    .start();
            try (var relay = ApiRelay.open(0, network.rack(), new InetSocketAddress("127.0.0.1", 7777))) {
                assertThat(echoed(relay, "over the wall")).isEqualTo("over the wall");
            } finally {
                echo.destroy();
                echo.waitFor();
            }
        }
    }

    @Test
    void nothingIsLeftBehind() throws IOException {
        String name;
        try (var network = RackNetwork.create()) {
            name = network.rack().name();
            assertThat(Command.of("ip", "netns").succeed()).contains(name);
        }
        assertThat(Command.of("ip", "netns").succeed()).doesNotContain(name);
    }

    /// Until the server behind the relay listens, the relay ends the connection.
    private static String echoed(ApiRelay relay, String text) {
        return await("an answer")
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> echoedOnce(relay, text), answer -> !answer.isEmpty());
    }

    private static String echoedOnce(ApiRelay relay, String text) throws IOException {
        try (var channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", relay.port()))) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            channel.shutdownOutput();
            return new String(channel.socket().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
