package dev.muster.cluster.power.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.power.PowerAction;
import dev.muster.model.power.PowerResult;
import dev.muster.model.power.PowerState;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole commands over HTTP: a service that lies, refuses, or keeps the caller waiting, and that nobody gets to see a
/// secret.
class WebDeskTest {
    private static final Duration LIMIT = Duration.ofMillis(1500);
    private static final String SECRET = "Open-Sesame&9";

    @Test
    void aRedfishServiceIsSwitchedAndNobodySeesThePassword() throws Exception {
        try (var bmc = RedfishServer.plain();
                var desk = new TestDesk("redfish", LIMIT).at(bmc.parameters(Map.of()));
                var onlookers = Onlookers.begin()) {
            assertThat(desk.run(PowerAction.ON).state()).isEqualTo(PowerState.ON);
            assertThat(desk.run(PowerAction.OFF).state()).isEqualTo(PowerState.OFF);
            desk.at(bmc.parameters(Map.of("power_pass", SECRET)));
            PowerResult refused = desk.run(PowerAction.ON);
            assertThat(refused.ok()).isFalse();
            assertThat(refused.message()).contains("refuses").doesNotContain(SECRET);
            onlookers.sawNothingOf(SECRET);
            onlookers.sawNothingOf(RedfishServer.PASSWORD);
        }
    }

    @Test
    void aWebhookIsSwitchedAndNobodySeesTheToken() throws Exception {
        try (var service = WebhookServer.start();
                var desk = new TestDesk("webhook", LIMIT).at(service.parameters(Map.of("power_token", SECRET)));
                var onlookers = Onlookers.begin()) {
            assertThat(desk.run(PowerAction.ON).state()).isEqualTo(PowerState.ON);
            assertThat(desk.run(PowerAction.OFF).state()).isEqualTo(PowerState.OFF);
            service.status = 401;
            PowerResult refused = desk.run(PowerAction.ON);
            assertThat(refused.ok()).isFalse();
            assertThat(refused.message()).contains("refuses").doesNotContain(SECRET);
            assertThat(service.calls.getLast()).contains(SECRET);
            onlookers.sawNothingOf(SECRET);
        }
    }

    @Test
    void aRedfishServiceThatLiesIsFoundOut() throws Exception {
        try (var bmc = RedfishServer.plain();
                var desk = new TestDesk("redfish", LIMIT).at(bmc.parameters(Map.of()))) {
            bmc.deaf = true;
            foundOut(desk.run(PowerAction.ON));
            assertThat(bmc.told.stream().filter("On"::equals)).as("told again").hasSizeGreaterThan(1);
        }
    }

    @Test
    void aWebhookThatLiesIsFoundOut() throws Exception {
        try (var service = WebhookServer.start();
                var desk = new TestDesk("webhook", LIMIT).at(service.parameters(Map.of()))) {
            service.deaf = true;
            foundOut(desk.run(PowerAction.ON));
        }
    }

    private static void foundOut(PowerResult result) {
        assertThat(result.ok()).isFalse();
        assertThat(result.state()).isEqualTo(PowerState.OFF);
        assertThat(result.message()).contains("told to be switched on and is 'off'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{"})
    void aServiceThatNeverEndsItsAnswerIsGivenUp(String words) throws Exception {
        try (var silent = SilentServer.saying(words)) {
            String place = "http://" + silent.place();
            try (var desk = new TestDesk("redfish", LIMIT).at(RedfishServer.parameters(place, Map.of()))) {
                givenUp(desk.run(PowerAction.ON));
                givenUp(desk.run(PowerAction.QUERY));
            }
            try (var desk = new TestDesk("webhook", LIMIT).at(WebhookServer.parameters(place, Map.of()))) {
                givenUp(desk.run(PowerAction.OFF));
                givenUp(desk.run(PowerAction.QUERY));
            }
        }
    }

    private static void givenUp(PowerResult result) {
        assertThat(result.ok()).isFalse();
        assertThat(result.state()).isEqualTo(PowerState.ERROR);
        assertThat(result.message()).contains("did not answer within");
    }
}
