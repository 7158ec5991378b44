package dev.muster.cluster.power.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.muster.cluster.power.PowerFailure;
import dev.muster.cluster.power.PowerTarget;
import dev.muster.model.power.PowerState;
import dev.muster.model.power.PowerTypes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Webhook driver = new Webhook(new WebCalls());
    private volatile String state = "stopped";
    private volatile int status = 200;
    private HttpServer server;

    @BeforeEach
    void aService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void away() {
        server.stop(0);
    }

    private void answer(HttpExchange call) throws IOException {
        var headers = call.getRequestHeaders();
        String path = call.getRequestURI().getPath();
        calls.add(call.getRequestMethod() + " " + path + " " + headers.getFirst("System_id") + " "
                + headers.getFirst("Authorization"));
        switch (path) {
            case "/on" -> state = "running";
            case "/off" -> state = "stopped";
            default -> {
                // a query
            }
        }
        byte[] body = ("{\"status\": \"" + state + "\"}").getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(status, body.length);
        call.getResponseBody().write(body);
        call.close();
    }

    @Test
    void switchesAndAsks() throws Exception {
        driver.on(target(Map.of()));
        assertThat(driver.state(target(Map.of()))).isEqualTo(PowerState.ON);
        driver.off(target(Map.of()));
        assertThat(driver.state(target(Map.of()))).isEqualTo(PowerState.OFF);
        assertThat(calls)
                .containsExactly(
                        "POST /on node-1 null",
                        "GET /state node-1 null",
                        "POST /off node-1 null",
                        "GET /state node-1 null");
    }

    @Test
    void aTokenGoesBeforeUserAndPassword() throws Exception {
        driver.state(target(Map.of("power_user", "u", "power_pass", "p")));
        driver.state(target(Map.of("power_user", "u", "power_pass", "p", "power_token", "t0ken")));
        assertThat(calls).containsExactly("GET /state node-1 Basic dTpw", "GET /state node-1 Bearer t0ken");
    }

    @Test
    void whatNoPatternFindsIsUnknown() throws Exception {
        state = "elsewhere";
        assertThat(driver.state(target(Map.of()))).isEqualTo(PowerState.UNKNOWN);
        assertThat(driver.state(target(Map.of("power_on_regex", "else.*")))).isEqualTo(PowerState.ON);
    }

    @Test
    void whatIsWrongIsSaid() {
        status = 500;
        assertThat(failure(Map.of()).reason()).isEqualTo("power_query_uri answered 500");
        status = 403;
        assertThat(failure(Map.of()).isLasting()).isTrue();
        assertThat(failure(Map.of("power_query_uri", "file:///etc/passwd")).reason())
                .contains("power_query_uri is not an http or https URL");
        status = 200;
        assertThat(failure(Map.of("power_on_regex", "(")).reason()).contains("power_on_regex");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a*a*a*a*b", "(a|b)*c"})
    void aPatternThatNeverEndsFails(String pattern) {
        state = "a".repeat(15_000);
        var failure =
                assertTimeoutPreemptively(Duration.ofSeconds(20), () -> failure(Map.of("power_off_regex", pattern)));
        assertThat(failure.reason()).contains("power_off_regex is too hard to match");
        assertThat(failure.isLasting()).isTrue();
    }

    private PowerFailure failure(Map<String, String> changes) {
        return catchThrowableOfType(PowerFailure.class, () -> driver.state(target(changes)));
    }

    private PowerTarget target(Map<String, String> changes) {
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        var parameters = new HashMap<String, String>();
        parameters.put("power_on_uri", base + "/on");
        parameters.put("power_off_uri", base + "/off");
        parameters.put("power_query_uri", base + "/state");
        parameters.putAll(changes);
        return new PowerTarget(PowerTypes.of("webhook").orElseThrow(), "node-1", List.of(), parameters);
    }
}
