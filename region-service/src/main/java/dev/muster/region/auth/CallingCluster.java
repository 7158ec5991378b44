package dev.muster.region.auth;

import dev.muster.model.node.MacAddress;
import dev.muster.region.node.MacRules;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The cluster through which the request at hand came, and what that cluster attests of the machine behind it.
/// All empty unless the request carried valid cluster credentials.
@RequestScoped
public class CallingCluster {
    private final MacRules rules;
    private final Neighbours neighbours;
    private final SecurityIdentity identity;
    private boolean looked;
    private @Nullable MacAddress holder;

    CallingCluster(MacRules rules, Neighbours neighbours, SecurityIdentity identity) {
        this.rules = rules;
        this.neighbours = neighbours;
        this.identity = identity;
    }

    public boolean isPresent() {
        return attestation().isPresent();
    }

    public Optional<UUID> uuid() {
        return attestation().map(given -> given.cluster().uuid());
    }

    /// The database's number of the cluster.
    public Optional<Long> id() {
        return attestation().map(given -> given.cluster().id());
    }

    /// Where it passes on the calls of its machines.
    public OptionalInt httpPort() {
        return attestation().stream()
                .mapToInt(given -> given.cluster().httpPort())
                .findFirst();
    }

    /// The asking machine's MAC: that to which its cluster has leased the machine's address, or else the one that the
    /// cluster's kernel sees there, if that is the address's holder. None by which no machine is known.
    public Optional<MacAddress> nodeMac() {
        if (!looked) {
            holder = attestation().flatMap(this::holder).orElse(null);
            looked = true;
        }
        return Optional.ofNullable(holder);
    }

    private Optional<MacAddress> holder(Attestation given) {
        return MacAddress.parse(given.mac())
                .or(() -> neighbour()
                        .filter(seen -> neighbours.isHolder(given.cluster().uuid(), given.address(), seen)))
                .filter(rules::identifies);
    }

    /// The MAC that the cluster's kernel sees at the machine's address, whoever may have that address: enough to know
    /// who asks over the wire, not to whom a secret goes.
    public Optional<MacAddress> neighbour() {
        return attestation()
                .map(Attestation::neighbour)
                .flatMap(MacAddress::parse)
                .filter(rules::identifies);
    }

    /// The asking machine's address as text.
    public Optional<String> nodeAddress() {
        return attestation().map(Attestation::address).filter(text -> !text.isBlank());
    }

    /// How the machine reaches the API through its cluster: `http://10.0.0.1:5248/MAAS`, no slash at the end.
    public Optional<String> baseUrl() {
        return attestation().map(Attestation::baseUrl).filter(text -> !text.isBlank());
    }

    private Optional<Attestation> attestation() {
        return Identities.attestation(identity);
    }
}
