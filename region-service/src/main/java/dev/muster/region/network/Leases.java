package dev.muster.region.network;

import dev.muster.model.event.LeaseDigest;
import dev.muster.model.event.LeaseRecord;
import dev.muster.model.event.LeasedAddresses.Leased;
import dev.muster.model.node.MacAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.Session;

/// Which card got which address last, as the clusters say.
@ApplicationScoped
public class Leases {
    /// The parts of a lease's hash as [LeaseDigest] has them: ten bits, and the 64 behind the first twelve.
    private static final String MD5 = "md5(address || ' ' || mac)";

    private static final String BUCKET = "(cast(cast('x' || substr(" + MD5 + ", 1, 3) as bit(12)) as int) >> 2)";
    private static final String HASH = "cast(cast('x' || substr(" + MD5 + ", 4, 16) as bit(64)) as bigint)";

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

    /// Whether a card has a lease of a cluster now.
    @Transactional
    public boolean runs(UUID cluster, MacAddress mac) {
        return database.createNativeQuery(
                        "select exists (select 1 from leases where mac = ?1 and cluster = ?2 and expires > now())",
                        Boolean.class)
                .setParameter(1, mac.value())
                .setParameter(2, cluster)
                .getSingleResult();
    }

    @Transactional
    void forget(UUID cluster, String address) {
        database.createNativeMutationQuery("delete from leases where cluster = ?1 and address = ?2")
                .setParameter(1, cluster)
                .setParameter(2, address)
                .executeUpdate();
    }

    /// What the leases of a cluster that have not ended amount to.
    LeaseDigest digest(UUID cluster) {
        Stream<Object[]> rows = database.createNativeQuery("""
                        select bucket, count(*), bit_xor(hash)
                          from (select %s as bucket, %s as hash
                                  from leases where cluster = ?1 and expires > now()) held
                         group by bucket order by bucket
                        """.formatted(BUCKET, HASH), Object[].class)
                .setParameter(1, cluster)
                .getResultStream();
        return new LeaseDigest(rows.map(row -> new LeaseDigest.Bucket(number(row[0]), number(row[1]), (Long) row[2]))
                .toList());
    }

    private static int number(Object value) {
        return ((Number) value).intValue();
    }

    /// The leases of a cluster that have not ended, of some buckets.
    ///
    /// @param most how many
    List<Leased> inBuckets(UUID cluster, List<Integer> buckets, int most) {
        return database.createNativeQuery("""
                        select address, mac from leases
                         where cluster = ?1 and expires > now() and %s in (?2)
                         limit ?3
                        """.formatted(BUCKET), Object[].class)
                .setParameter(1, cluster)
                .setParameterList(2, buckets)
                .setParameter(3, most)
                .getResultStream()
                .map(row -> new Leased((String) row[0], MacAddress.of((String) row[1])))
                .toList();
    }
}
