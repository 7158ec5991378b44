package dev.muster.cluster.power.driver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// Somebody's web service that switches a machine, and says what it was asked.
final class WebhookServer implements AutoCloseable {
    final List<String> calls = new CopyOnWriteArrayList<>();
    volatile String state = "stopped";
    volatile int status = 200;
    volatile boolean deaf;
    private final HttpServer server;

    private WebhookServer(HttpServer server) {
        this.server = server;
        server.createContext("/", this::answer);
        server.start();
    }

    static WebhookServer start() throws IOException {
        return new WebhookServer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    private void answer(HttpExchange call) throws IOException {
        var headers = call.getRequestHeaders();
        String path = call.getRequestURI().getPath();
        calls.add(call.getRequestMethod() + " " + path + " " + headers.getFirst("System_id") + " "
                + headers.getFirst("Authorization"));
        if (!deaf) {
            switch (path) {
                case "/on" -> state = "running";
                case "/off" -> state = "stopped";
                default -> {
                    // a query
                }
            }
        }
        byte[] body = ("{\"status\": \"" + state + "\"}").getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(status, body.length);
        call.getResponseBody().write(body);
        call.close();
    }

    Map<String, String> parameters(Map<String, String> changes) {
        return parameters("http://127.0.0.1:" + server.getAddress().getPort(), changes);
    }

    static Map<String, String> parameters(String base, Map<String, String> changes) {
        var parameters = new HashMap<String, String>();
        parameters.put("power_on_uri", base + "/on");
        parameters.put("power_off_uri", base + "/off");
        parameters.put("power_query_uri", base + "/state");
        parameters.putAll(changes);
        return parameters;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
