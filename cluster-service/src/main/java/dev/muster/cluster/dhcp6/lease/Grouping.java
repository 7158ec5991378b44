package dev.muster.cluster.dhcp6.lease;

import dev.muster.cluster.table.AddressGroup;
import dev.muster.cluster.table.EndingRows;
import dev.muster.model.network.Ipv6Address;
import java.util.List;

/// How the addresses are grouped at present, as the subnets that are served want it.
public interface Grouping {
    /// Nothing is served.
    Grouping NONE = new Grouping() {
        @Override
        public List<AddressGroup<Ipv6Address>> groups() {
            return List.of();
        }

        @Override
        public int groupOf(Ipv6Address address) {
            return OTHER;
        }
    };

    /// An address that is nobody's, or one machine's alone.
    int OTHER = EndingRows.OTHER;

    List<? extends AddressGroup<Ipv6Address>> groups();

    /// The place of an address' group among [#groups], or [#OTHER].
    int groupOf(Ipv6Address address);
}
