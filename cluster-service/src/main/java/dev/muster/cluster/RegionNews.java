package dev.muster.cluster;

import dev.muster.cluster.dhcp.lease.Lease;
import dev.muster.cluster.dhcp6.lease.Binding;
import dev.muster.cluster.region.Publisher;
import dev.muster.model.event.BootProgress;
import dev.muster.model.event.LeaseRecord;
import dev.muster.model.event.NodeLogLine;
import dev.muster.model.event.Topics;
import dev.muster.model.node.MacAddress;
import dev.muster.model.power.PowerResult;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/// What the cluster tells the region over Kafka, each kind with its topic and key.
record RegionNews(UUID cluster, Publisher publisher, InstantSource clock) {
    void progress(BootProgress progress) {
        publisher.publish(Topics.BOOT_PROGRESS, progress.mac().value(), progress);
    }

    void lease(Lease lease) {
        lease(lease.mac(), lease.address().toString(), lease.expires());
    }

    /// One whose machine has no MAC, as its DUID says, concerns nobody.
    void lease(Binding lease) {
        MacAddress mac = lease.holder().mac();
        if (mac != null) {
            lease(mac, lease.address().toString(), lease.until());
        }
    }

    private void lease(MacAddress mac, String address, Instant expires) {
        var record = LeaseRecord.at(clock.instant(), cluster, mac, address, expires);
        publisher.publish(Topics.LEASE, cluster + "/" + address, record);
    }

    void power(PowerResult result) {
        publisher.publish(Topics.POWER_RESULT, result.systemId(), result);
    }

    void log(NodeLogLine line) {
        String key = line.mac() == null ? line.address() : line.mac().value();
        publisher.publish(Topics.NODE_LOG, key, line);
    }
}
