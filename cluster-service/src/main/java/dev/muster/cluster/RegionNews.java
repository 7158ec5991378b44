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
import java.util.UUID;

/// What the cluster tells the region over Kafka, each kind with its topic and key.
record RegionNews(UUID cluster, Publisher publisher) {
    void progress(BootProgress progress) {
        publisher.publish(Topics.BOOT_PROGRESS, progress.mac().value(), progress);
    }

    void lease(Lease lease) {
        lease(new LeaseRecord(cluster, lease.mac(), lease.address().toString(), lease.expires()));
    }

    /// One whose machine has no MAC, as its DUID says, concerns nobody.
    void lease(Binding lease) {
        MacAddress mac = lease.holder().mac();
        if (mac != null) {
            lease(new LeaseRecord(cluster, mac, lease.address().toString(), lease.until()));
        }
    }

    private void lease(LeaseRecord record) {
        publisher.publish(Topics.LEASE, cluster + "/" + record.address(), record);
    }

    void power(PowerResult result) {
        publisher.publish(Topics.POWER_RESULT, result.systemId(), result);
    }

    void log(NodeLogLine line) {
        String key = line.mac() == null ? line.address() : line.mac().value();
        publisher.publish(Topics.NODE_LOG, key, line);
    }
}
