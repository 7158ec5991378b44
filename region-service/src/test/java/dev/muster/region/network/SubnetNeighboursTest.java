package dev.muster.region.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.node.MacAddress;
import dev.muster.region.RegionTestResource;
import dev.muster.region.auth.Neighbours;
import dev.muster.region.boot.KnownMachines;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/// A card that a cluster's kernel sees at an address has that address if a cluster of the subnet leased it to the card.
@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class SubnetNeighboursTest {
    private static final String ADDRESS = "10.211.0.77";

    @Inject
    Neighbours neighbours;

    @Inject
    KnownMachines machines;

    private KnownMachines.Cluster cluster(String cidr, int management) {
        var cluster = machines.cluster();
        String net = cidr.substring(0, cidr.lastIndexOf('.'));
        machines.update(
                "insert into subnets (cluster_id, name, interface_name, cidr, server_ip, management, range_low, range_high)"
                        + " select id, 'eth1', 'eth1', ?, ?, ?, ?, ? from clusters where uuid = ?",
                cidr,
                net + ".1",
                management,
                net + ".50",
                net + ".99",
                cluster.uuid());
        return cluster;
    }

    private void lease(KnownMachines.Cluster cluster, MacAddress mac, String fromNow) {
        machines.update(
                "insert into leases (cluster, address, mac, expires) values (?, ?, ?, now() + ?::interval)",
                cluster.uuid(),
                ADDRESS,
                mac.value(),
                fromNow);
    }

    private boolean holds(KnownMachines.Cluster asking, MacAddress mac) {
        return neighbours.isHolder(asking.uuid(), ADDRESS, mac);
    }

    @Test
    void theLeaseOfTheOtherClusterOfASubnetCounts() {
        var asking = cluster("10.211.0.0/24", 1);
        var other = cluster("10.211.0.0/24", 1);
        var mac = machines.freshMac();
        assertThat(holds(asking, mac)).isFalse();
        lease(other, mac, "1 hour");
        assertThat(holds(asking, mac)).isTrue();
        assertThat(holds(asking, machines.freshMac())).isFalse();
    }

    @Test
    void aLeaseThatIsOverCountsNoMore() {
        var asking = cluster("10.211.0.0/24", 1);
        var mac = machines.freshMac();
        lease(cluster("10.211.0.0/24", 1), mac, "-1 second");
        assertThat(holds(asking, mac)).isFalse();
    }

    @Test
    void aLeaseOfAnotherSubnetWithTheSameAddressDoesNotCount() {
        var asking = cluster("10.211.0.0/24", 1);
        var mac = machines.freshMac();
        lease(cluster("10.212.0.0/24", 1), mac, "1 hour");
        assertThat(holds(asking, mac)).isFalse();
    }

    @Test
    void aClusterThatIsOutOfServiceIsNotBelieved() {
        var asking = cluster("10.211.0.0/24", 1);
        var other = cluster("10.211.0.0/24", 1);
        var mac = machines.freshMac();
        lease(other, mac, "1 hour");
        machines.update("update clusters set status = 2 where uuid = ?", other.uuid());
        assertThat(holds(asking, mac)).isFalse();
    }

    @Test
    void aClusterThatIsNotOnTheLinkSeesNobodyThere() {
        var mac = machines.freshMac();
        lease(cluster("10.211.0.0/24", 1), mac, "1 hour");
        assertThat(holds(cluster("10.212.0.0/24", 1), mac)).isFalse();
    }

    @Test
    void whereNoClusterGivesAddressesTheCardIsAllThatIsKnown() {
        assertThat(holds(cluster("10.211.0.0/24", 0), machines.freshMac())).isTrue();
    }
}
