package dev.muster.model.power;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.muster.model.node.MacAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PowerTypesTest {
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    private static final UUID ID = UUID.fromString("2bd3cdb4-9bb9-4559-948a-a1f3f5c46b96");
    private static final PowerType IPMI = PowerTypes.of("ipmi").orElseThrow();

    @Test
    void aTypeDescribesItselfAsMaasDoes() throws Exception {
        var json = JSON.valueToTree(PowerTypes.of("ether_wake").orElseThrow());
        assertThat(json).isEqualTo(JSON.readTree("""
                {"name": "ether_wake", "description": "Wake-on-LAN", "fields": [
                  {"name": "mac_address", "label": "MAC Address", "required": true, "field_type": "mac_address",
                   "choices": [], "default": ""}]}"""));
    }

    @Test
    void everyChoiceOffersItsDefault() {
        assertThat(PowerTypes.all())
                .allSatisfy(type -> assertThat(type.complaints(defaults(type)).values())
                        .allMatch(complaint -> complaint.contains("required")));
    }

    @Test
    void whatIsWrongIsNamedWithoutItsValue() {
        var complaints = IPMI.complaints(Map.of(
                "power_driver", "LAN_3", "mac_address", "nonsense", "power_user", "a\nb", "power_color", "s3cret"));
        assertThat(complaints).containsOnlyKeys("power_driver", "mac_address", "power_user", "power_color");
        assertThat(complaints.get("power_driver")).isEqualTo("One of: LAN_2_0, LAN.");
        assertThat(complaints.toString()).doesNotContain("s3cret").doesNotContain("nonsense");
    }

    @Test
    void whatIsMissingIsNamed() {
        var virsh = PowerTypes.of("virsh").orElseThrow();
        assertThat(virsh.complaints(Map.of())).containsOnlyKeys("power_id");
        assertThat(virsh.value(Map.of(), "power_address")).isEqualTo("qemu://localhost/system");
        assertThat(IPMI.complaints(Map.of("power_address", ""))).isEmpty();
    }

    @Test
    void passwordsAndTokensAreSecret() {
        var webhook = PowerTypes.of("webhook").orElseThrow();
        assertThat(webhook.secrets(Map.of("power_pass", "p", "power_token", "t", "power_user", "u")))
                .containsExactlyInAnyOrder("p", "t");
    }

    @Test
    void onlyPeopleSwitchWhatHasNoType() {
        assertThat(PowerTypes.byHand("", PowerAction.ON)).isTrue();
        assertThat(PowerTypes.byHand("manual", PowerAction.OFF)).isTrue();
        assertThat(PowerTypes.queryable("manual")).isFalse();
        assertThat(PowerTypes.queryable("ipmi")).isTrue();
        assertThat(PowerTypes.byHand("ether_wake", PowerAction.ON)).isFalse();
        assertThat(PowerTypes.byHand("ether_wake", PowerAction.OFF)).isTrue();
    }

    @Test
    void recordsComeBackAsTheyWere() throws Exception {
        var command = new PowerCommand(ID, ID, "node-1", PowerAction.ON, "ipmi");
        var order = new PowerOrder(
                command,
                Duration.ofMillis(119_875),
                Map.of("power_pass", "s3cret"),
                List.of(MacAddress.of("00:9c:02:8e:02:6a")),
                true);
        var result = new PowerResult(
                ID, "node-1", PowerAction.ON, true, PowerState.ON, "", Instant.parse("2026-01-02T03:04:06Z"));
        assertThat(JSON.readValue(JSON.writeValueAsString(order), PowerOrder.class))
                .isEqualTo(order);
        assertThat(JSON.readValue(JSON.writeValueAsString(result), PowerResult.class))
                .isEqualTo(result);
        assertThat(JSON.valueToTree(result).get("state").asText()).isEqualTo("on");
        assertThat(order.toString()).doesNotContain("s3cret");
    }

    private static Map<String, String> defaults(PowerType type) {
        var values = new HashMap<String, String>();
        type.fields().forEach(field -> values.put(field.name(), field.defaultValue()));
        return values;
    }

    @Test
    void choiceOffersEachOfItsValuesAndNoLabel() {
        assertThat(IPMI.complaints(Map.of("power_off_mode", "soft"))).isEmpty();
        assertThat(IPMI.complaints(Map.of("power_off_mode", "Soft"))).containsOnlyKeys("power_off_mode");
        assertThat(IPMI.complaints(Map.of("cipher_suite_id", "4")))
                .containsEntry("cipher_suite_id", "One of: 17, 3, 8, 12.");
        assertThat(IPMI.field("power_driver").orElseThrow().choices())
                .containsExactly(List.of("LAN_2_0", "LAN_2_0 [IPMI 2.0]"), List.of("LAN", "LAN [IPMI 1.5]"));
    }

    @Test
    void valueHasABound() {
        assertThat(IPMI.complaints(Map.of("power_user", "u".repeat(2048)))).isEmpty();
        assertThat(IPMI.complaints(Map.of("power_user", "u".repeat(2049))))
                .containsEntry("power_user", "At most 2048 characters.");
    }

    @Test
    void onlyWhatIsSetIsSecret() {
        assertThat(IPMI.secrets(Map.of("power_pass", ""))).isEmpty();
        assertThat(IPMI.secrets(Map.of())).isEmpty();
    }

    @Test
    void typesAreOrderedByName() {
        assertThat(PowerTypes.all())
                .extracting(PowerType::name)
                .isSorted()
                .contains("ipmi", "manual", "moonshot", "redfish", "virsh", "webhook", "ether_wake");
    }

    @Test
    void orderShowsWhatItIsForWithoutItsParameters() {
        var command = new PowerCommand(ID, ID, "node-1", PowerAction.ON, "ipmi");
        var order = new PowerOrder(command, Duration.ofSeconds(9), Map.of("power_pass", "s3cret"), List.of(), false);
        assertThat(order.toString()).contains("node-1", "PT9S").doesNotContain("s3cret");
    }
}
