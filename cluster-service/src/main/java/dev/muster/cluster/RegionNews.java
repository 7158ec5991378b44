package dev.muster.cluster;

import dev.muster.cluster.dhcp.lease.Lease;
import dev.muster.cluster.dhcp6.lease.Binding;
import dev.muster.cluster.region.lane.Lanes;
import dev.muster.model.event.BootProgress;
import dev.muster.model.event.NodeLogLine;
import dev.muster.model.power.PowerResult;
import java.util.UUID;

/// What the cluster tells the region over Kafka, each kind in its lane.
record RegionNews(UUID cluster, Lanes lanes) {
    void progress(BootProgress progress) {
        lanes.progress(progress);
    }

    /// One whose machine shows no MAC concerns nobody: there is no node by another name.
    void lease(Lease lease) {
        if (lease.client().hasMac()) {
            lanes.lease(lease.address().toString());
        }
    }

    /// As over IPv4.
    void lease(Binding lease) {
        if (lease.holder().mac() != null) {
            lanes.lease(lease.address().toString());
        }
    }

    void power(PowerResult result) {
        lanes.power(result);
    }

    void log(NodeLogLine line) {
        lanes.log(line);
    }
}
