package dev.muster.cluster.power.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.muster.cluster.power.PowerFailure;
import dev.muster.cluster.power.PowerTarget;
import dev.muster.model.power.PowerState;
import dev.muster.model.power.PowerTypes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {
    private final Webhook driver = new Webhook(new WebCalls());
    private WebhookServer server;

    @BeforeEach
    void aService() throws IOException {
        server = WebhookServer.start();
    }

    @AfterEach
    void away() {
        server.close();
    }

    @Test
    void switchesAndAsks() throws Exception {
        driver.on(target(Map.of()));
        assertThat(driver.state(target(Map.of()))).isEqualTo(PowerState.ON);
        driver.off(target(Map.of()));
        assertThat(driver.state(target(Map.of()))).isEqualTo(PowerState.OFF);
        assertThat(server.calls)
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
        assertThat(server.calls).containsExactly("GET /state node-1 Basic dTpw", "GET /state node-1 Bearer t0ken");
    }

    @Test
    void whatNoPatternFindsIsUnknown() throws Exception {
        server.state = "elsewhere";
        assertThat(driver.state(target(Map.of()))).isEqualTo(PowerState.UNKNOWN);
        assertThat(driver.state(target(Map.of("power_on_regex", "else.*")))).isEqualTo(PowerState.ON);
    }

    @Test
    void whatIsWrongIsSaid() {
        server.status = 500;
        assertThat(failure(Map.of()).reason()).isEqualTo("power_query_uri answered 500");
        server.status = 403;
        assertThat(failure(Map.of()).isLasting()).isTrue();
        assertThat(failure(Map.of("power_query_uri", "file:///etc/passwd")).reason())
                .contains("power_query_uri is not an http or https URL");
        server.status = 200;
        assertThat(failure(Map.of("power_on_regex", "(")).reason()).contains("power_on_regex");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a*a*a*a*b", "(a|b)*c"})
    void aPatternThatNeverEndsFails(String pattern) {
        server.state = "a".repeat(15_000);
        var failure =
                assertTimeoutPreemptively(Duration.ofSeconds(20), () -> failure(Map.of("power_off_regex", pattern)));
        assertThat(failure.reason()).contains("power_off_regex is too hard to match");
        assertThat(failure.isLasting()).isTrue();
    }

    private PowerFailure failure(Map<String, String> changes) {
        return catchThrowableOfType(PowerFailure.class, () -> driver.state(target(changes)));
    }

    private PowerTarget target(Map<String, String> changes) {
        return new PowerTarget(PowerTypes.of("webhook").orElseThrow(), "node-1", List.of(), server.parameters(changes));
    }
}
