package dev.muster.cluster.dhcp.lease;

import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.table.AddressGroup;
import dev.muster.cluster.table.EndingRows;
import java.time.Instant;
import java.util.List;

/// How the addresses are grouped at present, as the subnets that are served want it.
public interface Grouping {
    /// Nothing is served.
    Grouping NONE = new Grouping() {
        @Override
        public List<AddressGroup<Ipv4>> groups() {
            return List.of();
        }

        @Override
        public int groupOf(Ipv4 address) {
            return OTHER;
        }

        @Override
        public Instant endOf(Lease infinite) {
            return infinite.expires();
        }
    };

    /// An address that is nobody's, or one machine's alone.
    int OTHER = EndingRows.OTHER;

    List<? extends AddressGroup<Ipv4>> groups();

    /// The place of an address' group among [#groups], or [#OTHER].
    int groupOf(Ipv4 address);

    /// When a lease without end ends: as everybody's, where its client may have no such lease any more.
    Instant endOf(Lease infinite);
}
