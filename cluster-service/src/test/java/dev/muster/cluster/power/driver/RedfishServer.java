package dev.muster.cluster.power.driver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/// A Redfish service with one or two systems, as strict as the standard allows: basic authentication, an ETag for
/// every change, reset types from a list.
final class RedfishServer implements AutoCloseable {
    static final String USER = "root";
    static final String PASSWORD = "calvin:&%";

    private static final Pattern TYPE = Pattern.compile("\"ResetType\":\\s*\"(\\w+)\"");

    final List<String> told = new CopyOnWriteArrayList<>();
    volatile String state = "Off";
    volatile String allowed = "\"On\", \"ForceOff\", \"GracefulShutdown\", \"ForceRestart\"";
    volatile String target = "/redfish/v1/Systems/1/Actions/ComputerSystem.Reset";
    volatile boolean two;
    volatile boolean deaf;
    private final HttpServer server;
    private final String scheme;

    private RedfishServer(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.createContext("/redfish/v1/Systems", this::answer);
        server.start();
    }

    static RedfishServer plain() throws IOException {
        return new RedfishServer(HttpServer.create(anyPort(), 0), "http");
    }

    static RedfishServer tls(SSLContext context) throws IOException {
        HttpsServer server = HttpsServer.create(anyPort(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return new RedfishServer(server, "https");
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    Map<String, String> parameters(Map<String, String> changes) {
        return parameters(address(), changes);
    }

    static Map<String, String> parameters(String address, Map<String, String> changes) {
        var parameters = new HashMap<String, String>();
        parameters.put("power_address", address);
        parameters.put("power_user", USER);
        parameters.put("power_pass", PASSWORD);
        parameters.putAll(changes);
        return parameters;
    }

    String address() {
        return scheme + "://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange call) throws IOException {
        String login = Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        if (!("Basic " + login).equals(call.getRequestHeaders().getFirst("Authorization"))) {
            reply(call, 401, "{}");
            return;
        }
        String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        switch (call.getRequestMethod() + " " + call.getRequestURI().getPath()) {
            case "GET /redfish/v1/Systems" ->
                reply(
                        call,
                        200,
                        "{\"Members\": [{\"@odata.id\": \"/redfish/v1/Systems/1\"}"
                                + (two ? ", {\"@odata.id\": \"/redfish/v1/Systems/blade-2\"}" : "") + "]}");
            case "GET /redfish/v1/Systems/1" -> {
                call.getResponseHeaders().set("ETag", "W/\"7\"");
                reply(call, 200, """
                        {"PowerState": "%s", "Actions": {"#ComputerSystem.Reset": {
                          "target": "%s", "ResetType@Redfish.AllowableValues": [%s]}}}
                        """.formatted(state, target, allowed));
            }
            case "PATCH /redfish/v1/Systems/1" -> {
                boolean fresh = "W/\"7\"".equals(call.getRequestHeaders().getFirst("If-Match"));
                told.add(fresh ? "boot " + body.replaceAll("[{}\" ]", "") : "stale");
                reply(call, fresh ? 204 : 412, "");
            }
            case "POST /redfish/v1/Systems/1/Actions/ComputerSystem.Reset" -> reset(call, body);
            default -> reply(call, 404, "{}");
        }
    }

    private void reset(HttpExchange call, String body) throws IOException {
        Matcher type = TYPE.matcher(body);
        if (!type.find() || !allowed.contains("\"" + type.group(1) + "\"")) {
            reply(call, 400, "{}");
            return;
        }
        told.add(type.group(1));
        if (deaf) {
            reply(call, 202, "");
            return;
        }
        state = type.group(1).contains("Off") || type.group(1).contains("Shutdown") ? "Off" : "On";
        reply(call, 202, "");
    }

    private static void reply(HttpExchange call, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
