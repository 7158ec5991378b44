package dev.muster.region.network;

import dev.muster.model.node.MacAddress;
import dev.muster.region.auth.Neighbours;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.hibernate.Session;

/// Compares what a cluster's kernel sees with the leases of all clusters: two of them may serve one subnet.
@ApplicationScoped
class SubnetNeighbours implements Neighbours {
    /// The asking cluster is on the address's link, and either a cluster in service there has leased the address to
    /// the card, or the asking one leaves the addresses to others, so that the card is all that can be known.
    private static final String HOLDER = """
            select exists (
                select 1 from subnets own
                  join known_clusters asking on asking.id = own.cluster_id and asking.uuid = ?1
                 where cast(?2 as inet) << cast(own.cidr as inet)
                   and coalesce(cast(own.dhcp_service as jsonb) ->> 'mode', 'full') <> 'relay'
                   and (own.management = 0
                        or coalesce(cast(own.dhcp_service as jsonb) ->> 'mode', 'full') in ('proxy', 'off')
                        or exists (select 1 from leases l
                                     join known_clusters c on c.uuid = l.cluster and c.accepted
                                     join subnets s on s.cluster_id = c.id and cast(?2 as inet) << cast(s.cidr as inet)
                                    where l.address = ?2 and l.mac = ?3 and l.expires > clock_timestamp())))
            """;

    private final Session database;

    SubnetNeighbours(Session database) {
        this.database = database;
    }

    @Override
    @Transactional
    public boolean isHolder(UUID cluster, String address, MacAddress seen) {
        return Ipv4.parse(address).isPresent()
                && database.createNativeQuery(HOLDER, Boolean.class)
                        .setParameter(1, cluster)
                        .setParameter(2, address)
                        .setParameter(3, seen.value())
                        .getSingleResult();
    }
}
