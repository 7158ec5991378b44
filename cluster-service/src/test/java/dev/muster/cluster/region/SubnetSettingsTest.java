package dev.muster.cluster.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.OperatorSettings;
import dev.muster.model.cluster.DhcpIdentity;
import dev.muster.model.cluster.DhcpMode;
import dev.muster.model.cluster.DhcpService;
import dev.muster.model.cluster.SubnetConfig;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every machine has the interface `lo`, and it has 127.0.0.1/8.
class SubnetSettingsTest {
    private static final String FIRST = "muster.cluster.subnets[0].";
    private static final String SECOND = "muster.cluster.subnets[1].";

    @Test
    void nothingIsServedUnlessItIsSet() {
        assertThat(offered(Map.of())).isEmpty();
    }

    @Test
    void subnetHasTheNetworkOfItsInterface() {
        assertThat(offered(Map.of(
                        FIRST + "name", "lo",
                        FIRST + "range", "127.0.0.100 - 127.0.0.200",
                        FIRST + "router", "127.0.0.2,127.0.0.3",
                        FIRST + "dns", "127.0.0.4",
                        FIRST + "ntp", "127.0.0.5",
                        FIRST + "domain", "rack1",
                        FIRST + "lease", "PT1H")))
                .containsExactly(new SubnetConfig(
                        "lo",
                        "127.0.0.0/8",
                        "127.0.0.1",
                        true,
                        "127.0.0.100",
                        "127.0.0.200",
                        List.of("127.0.0.2", "127.0.0.3"),
                        List.of("127.0.0.4"),
                        List.of("127.0.0.5"),
                        "rack1",
                        3600,
                        Map.of()));
    }

    @Test
    void withoutARangeItIsKnownAndNotServed() {
        SubnetConfig subnet = offered(Map.of(FIRST + "name", "lo")).getFirst();
        assertThat(subnet.dhcp()).isFalse();
        assertThat(subnet.mode()).isEqualTo(DhcpMode.OFF);
        assertThat(subnet.leaseSeconds()).isEqualTo(600);
        assertThat(subnet.service()).isEqualTo(DhcpService.DEFAULT);
    }

    @Test
    void modeAndIdentityAreWrittenInSmallLetters() {
        SubnetConfig subnet = offered(
                        Map.of(FIRST + "name", "lo", FIRST + "mode", "proxy", FIRST + "identity", "client-id"))
                .getFirst();
        assertThat(subnet.mode()).isEqualTo(DhcpMode.PROXY);
        assertThat(subnet.service().identity()).isEqualTo(DhcpIdentity.CLIENT_ID);
    }

    @Test
    void identityAloneLeavesTheUsualMode() {
        var known = Map.of(FIRST + "name", "lo", FIRST + "identity", "client-id");
        assertThat(offered(known).getFirst().mode()).isEqualTo(DhcpMode.OFF);
        var served = new HashMap<>(known);
        served.put(FIRST + "range", "127.0.0.100-127.0.0.200");
        assertThat(offered(served).getFirst().mode()).isEqualTo(DhcpMode.FULL);
    }

    @Test
    void environmentSetsEachSubnetByItsNumber() {
        var environment = Map.of(
                "MUSTER_CLUSTER_SUBNETS_0__NAME", "lo",
                "MUSTER_CLUSTER_SUBNETS_0__RANGE", "127.0.0.100-127.0.0.200",
                "MUSTER_CLUSTER_SUBNETS_0__DNS", "127.0.0.2,127.0.0.3",
                "MUSTER_CLUSTER_SUBNETS_1__NAME", "lo",
                "MUSTER_CLUSTER_SUBNETS_1__MODE", "proxy",
                "MUSTER_CLUSTER_SUBNETS_1__RANGE6", "fd00:1::1000-fd00:1::1fff");
        var all = fromEnvironment(environment).all();
        assertThat(all).hasSize(2);
        assertThat(all.getFirst().range()).contains(new RangeText("127.0.0.100", "127.0.0.200"));
        assertThat(all.getFirst().dns()).contains(List.of("127.0.0.2", "127.0.0.3"));
        assertThat(all.getLast().mode()).contains(DhcpMode.PROXY);
        assertThat(all.getLast().range6()).contains(new RangeText("fd00:1::1000", "fd00:1::1fff"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MUSTER_CLUSTER_SUBNETS_0__RAGNE",
                "MUSTER_CLUSTER_SUBNETS_0_RANGE",
                "MUSTER_CLUSTER_SUBNETS_RANGE",
                "MUSTER_CLUSTER_SUBNETS"
            })
    void unknownVariableIsTold(String name) {
        assertThatThrownBy(() -> SubnetVariables.check(Set.of("PATH", name)))
                .hasMessageContaining(name + " is not known")
                .hasMessageContaining("RANGE6");
    }

    @Test
    void knownVariablesAreTaken() {
        SubnetVariables.check(Set.of(
                "PATH",
                "MUSTER_CLUSTER_PORT",
                "MUSTER_CLUSTER_SUBNETS_0__NAME",
                "MUSTER_CLUSTER_SUBNETS_0__DNS_1_",
                "MUSTER_CLUSTER_SUBNETS_12__RANGE6"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "range     | 10.0.0.100            | LOW-HIGH is expected",
                "range     | 10.0.0.100-10.0.0.300 | '10.0.0.300' is not an IPv4 address",
                "range     | 10.0.0-10.0.0.30      | '10.0.0' is not an IPv4 address",
                "range6    | fd00::1-10.0.0.1      | not an IPv6 address: '10.0.0.1'",
                "router    | 10.0.0.1,gateway      | 'gateway' is not an IPv4 address",
                "dns       | 10.0.0.1 10.0.0.2     | '10.0.0.1 10.0.0.2' is not an IPv4 address",
                "ntp       | pool.example.org      | 'pool.example.org' is not an IPv4 address",
                "dns6      | 10.0.0.1              | not an IPv6 address",
                "mode      | proxi                 | proxi",
                "identity  | duid                  | duid",
                "lease     | soon                  | soon",
                "lease     | PT0S                  | must be a second at least",
                "lease     | PT1.5S                | must be whole seconds",
                "rage      | 10.0.0.1-10.0.0.2     | does not map to any root"
            })
    void badValueIsToldByTheNameOfItsProperty(String name, String value, String why) {
        assertThatThrownBy(() -> offered(Map.of(FIRST + "name", "lo", SECOND + "name", "lo", SECOND + name, value)))
                .hasMessageContaining(SECOND + name)
                .hasMessageContaining(why);
    }

    @Test
    void subnetWithoutAnInterfaceIsToldByTheNameOfItsProperty() {
        assertThatThrownBy(() -> offered(Map.of(FIRST + "name", "lo", SECOND + "range", "10.0.0.1-10.0.0.2")))
                .hasMessageContaining(SECOND + "name is required");
        assertThatThrownBy(() -> offered(Map.of(FIRST + "name", "lo", SECOND + "name", "no-such-card")))
                .hasMessage(SECOND + "name: no interface 'no-such-card' on this machine");
    }

    private static List<SubnetConfig> offered(Map<String, String> properties) {
        return OfferedSubnets.of(OperatorSettings.of(SubnetsSettings.class, properties));
    }

    private static SubnetsSettings fromEnvironment(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(SubnetsSettings.class)
                .withSources(new EnvConfigSource(environment, 300))
                .build()
                .getConfigMapping(SubnetsSettings.class);
    }
}
