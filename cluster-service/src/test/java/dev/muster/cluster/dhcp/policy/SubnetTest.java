package dev.muster.cluster.dhcp.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.node.MacAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubnetTest {
    @Test
    void maskAndBroadcastComeFromThePrefix() {
        var subnet = Subnets.of(Subnets.config("eth1", "10.0.0", "", ""));
        assertThat(subnet.mask()).hasToString("255.255.255.0");
        assertThat(subnet.broadcastAddress()).hasToString("10.0.0.255");
        assertThat(subnet).hasToString("10.0.0.0/24");
        assertThat(subnet.dynamic().all()).isEmpty();
    }

    @Test
    void rangeOutsideTheSubnetIsRefused() {
        assertThatThrownBy(() -> Subnet.of(Subnets.config("eth1", "10.0.0", "10.0.1.5", "10.0.1.9")))
                .isInstanceOf(InvalidDhcpConfig.class)
                .hasMessage("subnet 10.0.0.0/24 on 'eth1': range 10.0.1.5 to 10.0.1.9 is not inside the subnet");
    }

    @Test
    void rangeUpsideDownIsRefused() {
        assertThatThrownBy(() -> Subnet.of(Subnets.config("eth1", "10.0.0", "10.0.0.9", "10.0.0.5")))
                .hasMessageContaining("range_low 10.0.0.9 is above range_high 10.0.0.5");
    }

    @Test
    void whatIsNoAddressIsNamed() {
        assertThatThrownBy(() -> Subnet.of(Subnets.config("eth1", "10.0.0", "10.0.0.500", "10.0.0.9")))
                .hasMessageContaining("10.0.0.500");
        assertThatThrownBy(() -> SubnetReader.wholeOf("10.0.0.0/33")).hasMessageContaining("1 to 32");
        assertThatThrownBy(() -> SubnetReader.wholeOf("10.0.0.0")).hasMessageContaining("no prefix");
    }

    @Test
    void twoReservationsOfOneMachineAreRefused() {
        var mac = MacAddress.of("02:00:00:00:00:01");
        var both = Map.of("10.0.0.5", mac, "10.0.0.6", mac);
        assertThatThrownBy(() -> Subnet.of(Subnets.config("eth1", "10.0.0", "", "", both)))
                .hasMessageContaining("02:00:00:00:00:01 has two reservations");
    }
}
