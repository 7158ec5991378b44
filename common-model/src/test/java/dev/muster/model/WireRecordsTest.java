package dev.muster.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.muster.model.boot.BootAnswer;
import dev.muster.model.boot.BootPurpose;
import dev.muster.model.boot.CachedBootAnswer;
import dev.muster.model.cluster.ClusterConfig;
import dev.muster.model.cluster.Dhcp6Service;
import dev.muster.model.cluster.DhcpHost;
import dev.muster.model.cluster.DhcpIdentity;
import dev.muster.model.cluster.DhcpMode;
import dev.muster.model.cluster.DhcpRange;
import dev.muster.model.cluster.DhcpService;
import dev.muster.model.cluster.SubnetConfig;
import dev.muster.model.event.BootProgress;
import dev.muster.model.event.BootStep;
import dev.muster.model.event.Outcome;
import dev.muster.model.node.MacAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What crosses the wire comes back as it was, under the names that the other side expects.
class WireRecordsTest {
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    private static final MacAddress MAC = MacAddress.of("00:9c:02:8e:02:6a");
    private static final UUID ID = UUID.fromString("2bd3cdb4-9bb9-4559-948a-a1f3f5c46b96");

    @Test
    void aBootAnswerHasThePxeconfigKeys() throws Exception {
        var answer = answer();

        assertThat(JSON.valueToTree(answer).fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "osystem",
                        "arch",
                        "subarch",
                        "release",
                        "label",
                        "purpose",
                        "hostname",
                        "domain",
                        "preseed_url",
                        "log_host",
                        "fs_host",
                        "extra_opts");
        assertThat(JSON.valueToTree(answer).get("purpose").asText()).isEqualTo("poweroff");
        assertThat(JSON.readValue(JSON.writeValueAsString(answer), BootAnswer.class))
                .isEqualTo(answer);
    }

    @Test
    void anAnswerCanBeServedFromAnotherAddressOfTheCluster() {
        var kept = new BootAnswer(
                "debian",
                "amd64",
                "generic",
                "bookworm",
                "release",
                BootPurpose.POWEROFF,
                "h",
                "d",
                "http://10.0.0.1:5248/MAAS/metadata/",
                "10.0.0.1",
                "10.0.0.1",
                "");
        var served = kept.servedFrom("10.0.9.1");

        assertThat(served.preseedUrl()).isEqualTo("http://10.0.9.1:5248/MAAS/metadata/");
        assertThat(served.fsHost()).isEqualTo("10.0.9.1");
        assertThat(served.logHost()).isEqualTo("10.0.9.1");
    }

    @Test
    void aCachedBootAnswerMayBeATombstone() throws Exception {
        var gone = new CachedBootAnswer(MAC, "node-1", null);
        assertThat(JSON.readValue(JSON.writeValueAsString(gone), CachedBootAnswer.class))
                .isEqualTo(gone);
    }

    @Test
    void progressComesBackAsItWas() throws Exception {
        var progress = new BootProgress(
                ID,
                ID,
                MAC,
                BootStep.KERNEL,
                Outcome.OK,
                Instant.parse("2026-01-02T03:04:05.678Z"),
                12,
                "10.0.0.9",
                "x");
        assertThat(JSON.readValue(JSON.writeValueAsString(progress), BootProgress.class))
                .isEqualTo(progress);
    }

    @Test
    void aConfigurationComesBackAsItWas() throws Exception {
        var subnet = new SubnetConfig(
                "eth1",
                "10.0.0.0/24",
                "10.0.0.1",
                true,
                "10.0.0.100",
                "10.0.0.200",
                List.of(),
                List.of("10.0.0.1"),
                List.of(),
                "rack",
                600,
                Map.of("10.0.0.50", MAC));
        var config = new ClusterConfig(ID, 7, "rack", List.of(subnet));
        assertThat(JSON.readValue(JSON.writeValueAsString(config), ClusterConfig.class))
                .isEqualTo(config);
    }

    @Test
    void howDhcpIsDoneComesBackAsItWas() throws Exception {
        var service = new DhcpService(
                        DhcpMode.PROXY,
                        true,
                        List.of(new DhcpRange("10.0.0.10", "10.0.0.20", true, Map.of("routers", "10.0.0.1"))),
                        List.of(new DhcpHost(MAC, "10.0.0.50", "web", Map.of("66", "x"))),
                        Map.of("42", "10.0.0.3"),
                        120)
                .withIdentity(DhcpIdentity.CLIENT_ID)
                .withV6(new Dhcp6Service(
                        "fd00:1::/64",
                        "fd00:1::1",
                        "fd00:1::10",
                        "fd00:1::20",
                        List.of("fd00:1::1"),
                        Map.of("fd00:1::50", MAC),
                        600,
                        300,
                        true,
                        1800));
        var subnet = plainSubnet().with(service);
        assertThat(subnet.dhcp()).isFalse();
        assertThat(subnet.mode()).isEqualTo(DhcpMode.PROXY);
        assertThat(JSON.readValue(JSON.writeValueAsString(subnet), SubnetConfig.class))
                .isEqualTo(subnet);
    }

    @Test
    void aSubnetFromBeforeTheModesIsServedAsEver() throws Exception {
        var tree = (ObjectNode) JSON.valueToTree(plainSubnet());
        tree.remove("service");
        var subnet = JSON.treeToValue(tree, SubnetConfig.class);
        assertThat(subnet).isEqualTo(plainSubnet());
        assertThat(subnet.mode()).isEqualTo(DhcpMode.FULL);
        assertThat(JSON.treeToValue(tree.put("dhcp", false), SubnetConfig.class).mode())
                .isEqualTo(DhcpMode.OFF);
        assertThat(JSON.readValue("{}", DhcpService.class)).isEqualTo(DhcpService.DEFAULT);
        assertThat(JSON.valueToTree(DhcpService.DEFAULT).has("v6")).isFalse();
        assertThat(JSON.valueToTree(DhcpService.DEFAULT.withIdentity(DhcpIdentity.CLIENT_ID))
                        .get("identity")
                        .asText())
                .isEqualTo("client-id");
        assertThat(JSON.readValue("{\"v6\":{\"prefix\":\"fd00::/64\",\"server\":\"fd00::1\"}}", DhcpService.class)
                        .v6())
                .isEqualTo(Dhcp6Service.of("fd00::/64", "fd00::1", "", "", List.of()));
    }

    private static SubnetConfig plainSubnet() {
        return new SubnetConfig(
                "eth1",
                "10.0.0.0/24",
                "10.0.0.1",
                true,
                "10.0.0.100",
                "10.0.0.200",
                List.of(),
                List.of(),
                List.of(),
                "",
                600,
                Map.of());
    }

    private static BootAnswer answer() {
        return new BootAnswer(
                "debian",
                "amd64",
                "generic",
                "bookworm",
                "release",
                BootPurpose.POWEROFF,
                "h",
                "d",
                "http://p/",
                "l",
                "f",
                "");
    }
}
