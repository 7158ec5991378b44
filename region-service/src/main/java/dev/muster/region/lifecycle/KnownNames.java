package dev.muster.region.lifecycle;

import dev.muster.region.api.ApiException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.hibernate.Session;

/// Which tags and networks there are.
@ApplicationScoped
@Transactional
class KnownNames {
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private final Session database;

    KnownNames(Session database) {
        this.database = database;
    }

    boolean tag(String name) {
        return !database.createNativeQuery("select id from tags where name = ?1", Long.class)
                .setParameter(1, name)
                .getResultList()
                .isEmpty();
    }

    /// The numbers of the subnets that a text names: by name, as `ip:<an address in it>`, or as `vlan:<tag>`.
    ///
    /// @throws ApiException 400 naming the field, if there is none
    Set<Long> network(String field, String text) {
        Set<Long> found;
        if (text.startsWith("ip:")) {
            found = holding(field, text.substring(3));
        } else if (text.startsWith("vlan:")) {
            throw ApiException.field(field, "No network has the VLAN tag '" + text.substring(5) + "'.");
        } else {
            found = subnets("select id from subnets where name = ?1", text);
        }
        if (found.isEmpty()) {
            throw ApiException.field(field, "No such network: '" + text + "'.");
        }
        return found;
    }

    private Set<Long> holding(String field, String address) {
        if (!ADDRESS.matcher(address).matches()) {
            throw ApiException.field(field, "'" + address + "' is not an IP address.");
        }
        try {
            return subnets("select id from subnets where cast(?1 as inet) << cast(cidr as inet)", address);
        } catch (PersistenceException _) {
            throw ApiException.field(field, "'" + address + "' is not an IP address.");
        }
    }

    private Set<Long> subnets(String query, String value) {
        List<Long> ids = database.createNativeQuery(query, Long.class)
                .setParameter(1, value)
                .getResultList();
        return new HashSet<>(ids);
    }
}
