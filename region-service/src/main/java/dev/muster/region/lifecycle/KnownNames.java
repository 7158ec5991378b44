package dev.muster.region.lifecycle;

import dev.muster.region.network.Subnets;
import dev.muster.region.refusal.RefusedException;
import dev.muster.region.tags.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Set;
import java.util.regex.Pattern;

/// Which tags and networks there are.
@ApplicationScoped
@Transactional
class KnownNames {
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private final Tags tags;
    private final Subnets subnets;

    KnownNames(Tags tags, Subnets subnets) {
        this.tags = tags;
        this.subnets = subnets;
    }

    boolean tag(String name) {
        return tags.named(name).isPresent();
    }

    /// The numbers of the subnets that a text names: by name, as `ip:<an address in it>`, or as `vlan:<tag>`.
    ///
    /// @throws RefusedException naming the field, if there is none
    Set<Long> network(String field, String text) {
        Set<Long> found;
        if (text.startsWith("ip:")) {
            found = holding(field, text.substring(3));
        } else if (text.startsWith("vlan:")) {
            throw RefusedException.field(field, "No network has the VLAN tag '" + text.substring(5) + "'.");
        } else {
            found = subnets.idsNamed(text);
        }
        if (found.isEmpty()) {
            throw RefusedException.field(field, "No such network: '" + text + "'.");
        }
        return found;
    }

    private Set<Long> holding(String field, String address) {
        if (!ADDRESS.matcher(address).matches()) {
            throw RefusedException.field(field, "'" + address + "' is not an IP address.");
        }
        try {
            return subnets.idsHolding(address);
        } catch (IllegalStateException _) {
            throw RefusedException.field(field, "'" + address + "' is not an IP address.");
        }
    }
}
