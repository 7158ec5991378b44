package dev.muster.region.network;

import dev.muster.model.event.LeaseRecord;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.hibernate.Session;

/// Which card got which address last, as the clusters say.
@ApplicationScoped
class Leases {
    private final Session database;

    Leases(Session database) {
        this.database = database;
    }

    /// Stores a lease in place of what its address was before. An older one never comes after a newer one: the
    /// records of an address keep their order. What is left of it counts from now, by the database's clock.
    @Transactional
    void store(LeaseRecord lease) {
        database.createNativeMutationQuery("""
                        insert into leases (cluster, address, mac, expires)
                        values (?1, ?2, ?3, coalesce(clock_timestamp() + cast(?5 as bigint) * interval '1 second', ?4))
                        on conflict (cluster, address) do update set mac = excluded.mac, expires = excluded.expires
                        """)
                .setParameter(1, lease.cluster())
                .setParameter(2, lease.address())
                .setParameter(3, lease.mac().value())
                .setParameter(4, lease.expires())
                .setParameter(5, lease.secondsLeft())
                .executeUpdate();
    }

    @Transactional
    void forget(UUID cluster, String address) {
        database.createNativeMutationQuery("delete from leases where cluster = ?1 and address = ?2")
                .setParameter(1, cluster)
                .setParameter(2, address)
                .executeUpdate();
    }
}
